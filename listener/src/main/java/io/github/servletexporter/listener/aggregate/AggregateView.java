package io.github.servletexporter.listener.aggregate;

import io.github.servletexporter.base.Ticker;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The merged view of all members, made when it is asked for. Thread-safe: concurrent scrapes share
 * one merge.
 */
public final class AggregateView {

  private final MemberSource source;
  private final AggregateSettings settings;
  private final Ticker ticker;
  private final FallGuard guard;
  private final SharedResult<MergedMetrics> result;

  /**
   * Creates a view; reads nothing yet.
   *
   * @param source all members
   * @param settings times
   * @param ticker the time
   */
  public AggregateView(MemberSource source, AggregateSettings settings, Ticker ticker) {
    this.source = source;
    this.settings = settings;
    this.ticker = ticker;
    guard = new FallGuard(settings.lossGrace(), ticker);
    result = new SharedResult<>(this::merge, settings.maxAge(), ticker);
  }

  /**
   * Returns the view, at most {@link AggregateSettings#maxAge()} old.
   *
   * @throws AggregateUnavailableException if there is none in time, or its totals have fallen
   */
  public MergedMetrics get() throws AggregateUnavailableException {
    try {
      return result.get(settings.timeLimit());
    } catch (ExecutionException e) {
      throw unavailable(Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      throw new AggregateUnavailableException(
          "another scrape has been merging for longer than the time limit", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AggregateUnavailableException("interrupted while another scrape was merging", e);
    }
  }

  private MergedMetrics merge() throws IOException, AggregateUnavailableException {
    Deadline deadline = Deadline.in(settings.timeLimit(), ticker);
    MemberSource.Reading reading = source.read(() -> new MemberMerge(deadline));
    MergedMetrics merged = reading.merge().result(reading.added(), Rounding.NEAREST);
    guard.check(merged);
    return merged;
  }

  private static AggregateUnavailableException unavailable(Throwable cause) {
    String message = cause.getMessage();
    return new AggregateUnavailableException(
        message == null ? cause.getClass().getSimpleName() : message, cause);
  }
}
