package io.github.servletexporter.sharing;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.model.MergedMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Merged view of all instances of an application, computed on request. Thread-safe: concurrent
 * requests share one merge.
 */
public final class AggregateView {

  private final Source source;
  private final Limits limits;
  private final Ticker ticker;
  private final FallGuard guard;
  private final SharedResult<MergedMetrics> result;

  AggregateView(Source source, Limits limits, Ticker ticker) {
    this.source = source;
    this.limits = limits;
    this.ticker = ticker;
    guard = new FallGuard(limits.lossGrace(), ticker);
    result = new SharedResult<>(this::merge, limits.maxAge(), ticker);
  }

  /**
   * Returns the merged metrics. They may be up to a second old, if another request has just caused
   * the merge.
   *
   * @throws ViewUnavailableException if they cannot be merged in time, or if a total has fallen
   */
  public MergedMetrics get() throws ViewUnavailableException {
    try {
      return result.get(limits.time());
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
    MergedMetrics merged = source.read(Deadline.in(limits.time(), ticker));
    guard.check(merged);
    return merged;
  }

  private static ViewUnavailableException unavailable(Throwable cause) {
    String message = cause.getMessage();
    return new ViewUnavailableException(
        message == null ? cause.getClass().getSimpleName() : message, cause);
  }

  /**
   * Source of the merged metrics of all instances, called by one thread at a time.
   *
   * <p>All instances have to read the same data. If a source used the present metrics of its own
   * JVM and the last publications of the others, totals would fall for a scraper that scrapes the
   * JVMs in turn.
   */
  @FunctionalInterface
  interface Source {

    /**
     * Reads and merges.
     *
     * @throws IOException if the metrics of an instance cannot be read: without them totals would
     *     fall
     */
    MergedMetrics read(Deadline deadline) throws IOException;
  }

  /**
   * Time limits of a view.
   *
   * @param time longest duration of a merge, and of waiting for one by another thread
   * @param maxAge age up to which a result is used again, counted from the start of its merge; must
   *     not exceed the scrape interval, or two instances scraped in turn seem to count backwards
   * @param lossGrace time for which totals may stay below earlier ones until the loss is considered
   *     permanent: long enough for all instances to publish again
   */
  record Limits(Duration time, Duration maxAge, Duration lossGrace) {

    /** Less than the usual scrape timeout. */
    private static final Duration TIME = Duration.ofSeconds(8);

    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    Limits {
      if (time.isNegative() || time.isZero() || maxAge.isNegative() || lossGrace.isNegative()) {
        throw new IllegalArgumentException(
            "expected durations >= 0 and a time limit > 0, but was %s, %s, %s"
                .formatted(time, maxAge, lossGrace));
      }
    }

    static Limits of(StoreConfig config) {
      return new Limits(TIME, MAX_AGE, config.recovery());
    }
  }
}
