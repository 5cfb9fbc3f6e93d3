package io.github.servletexporter.sharing;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.merge.MetricsMerge;
import io.github.servletexporter.sharing.merge.Rounding;
import io.github.servletexporter.sharing.model.MergedMetrics;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The merged view of all members, made when it is asked for. Thread-safe: concurrent scrapes share
 * one merge.
 */
public final class AggregateView {

  private final InstanceSource source;
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
  public AggregateView(InstanceSource source, AggregateSettings settings, Ticker ticker) {
    this.source = source;
    this.settings = settings;
    this.ticker = ticker;
    guard = new FallGuard(settings.lossGrace(), ticker);
    result = new SharedResult<>(this::merge, settings.maxAge(), ticker);
  }

  /**
   * Returns the view, at most {@link AggregateSettings#maxAge()} old.
   *
   * @throws ViewUnavailableException if there is none in time, or its totals have fallen
   */
  public MergedMetrics get() throws ViewUnavailableException {
    try {
      return result.get(settings.timeLimit());
    } catch (ExecutionException e) {
      throw unavailable(Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      throw new ViewUnavailableException(
          "another scrape has been merging for longer than the time limit", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewUnavailableException("interrupted while another scrape was merging", e);
    }
  }

  private MergedMetrics merge() throws IOException, ViewUnavailableException {
    Deadline deadline = Deadline.in(settings.timeLimit(), ticker);
    InstanceSource.Reading reading = source.read(() -> new MetricsMerge(deadline));
    MergedMetrics merged = reading.merge().result(reading.added(), Rounding.NEAREST);
    guard.check(merged);
    return merged;
  }

  private static ViewUnavailableException unavailable(Throwable cause) {
    String message = cause.getMessage();
    return new ViewUnavailableException(
        message == null ? cause.getClass().getSimpleName() : message, cause);
  }
}
