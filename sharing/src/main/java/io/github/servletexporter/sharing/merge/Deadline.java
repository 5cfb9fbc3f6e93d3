package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.base.Ticker;
import java.time.Duration;

/** Time limit of a merge, including the reading of the store. Thread-safe. */
public final class Deadline {

  private static final Deadline NONE = new Deadline(() -> 0, Duration.ZERO);

  private final Ticker ticker;
  private final long startNanos;
  private final Duration limit;

  private Deadline(Ticker ticker, Duration limit) {
    this.ticker = ticker;
    this.startNanos = ticker.nanos();
    this.limit = limit;
  }

  /** Returns a deadline that expires after a time limit, counted from now. */
  public static Deadline in(Duration limit, Ticker ticker) {
    return new Deadline(ticker, limit);
  }

  /** Returns a deadline that never expires. */
  static Deadline none() {
    return NONE;
  }

  /** Returns the time left in nanoseconds; 0 or less if the deadline has expired. */
  public long nanosLeft() {
    return limit.toNanos() - (ticker.nanos() - startNanos);
  }

  /** Returns a deadline that expires after a time limit, counted from now, or with this one. */
  public Deadline atMost(Duration other) {
    Duration left = Duration.ofNanos(nanosLeft());
    return new Deadline(ticker, left.compareTo(other) < 0 ? left : other);
  }

  /**
   * Checks that the deadline has not expired.
   *
   * @param parts number of snapshots that have been merged, for the message
   * @throws MergeTimeoutException if the deadline has expired
   */
  void check(int parts) {
    if (nanosLeft() < 0) {
      throw new MergeTimeoutException(
          "the merge took longer than %d ms (instances merged so far: %d)"
              .formatted(limit.toMillis(), parts));
    }
  }
}
