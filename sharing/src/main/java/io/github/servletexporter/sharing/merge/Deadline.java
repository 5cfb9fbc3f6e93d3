package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.base.Ticker;
import java.time.Duration;

/** A point in time that a merge may not pass. */
public final class Deadline {

  private final Ticker ticker;
  private final long startNanos;
  private final Duration limit;

  private Deadline(Ticker ticker, Duration limit) {
    this.ticker = ticker;
    this.startNanos = ticker.nanos();
    this.limit = limit;
  }

  public static Deadline in(Duration limit, Ticker ticker) {
    return new Deadline(ticker, limit);
  }

  /**
   * Returns if there is time left.
   *
   * @param members how many were merged so far, for the message
   * @throws MergeTimeoutException if there is none
   */
  void check(int members) {
    if (ticker.nanos() - startNanos > limit.toNanos()) {
      throw new MergeTimeoutException(
          "the merge took longer than %d ms, after %d members"
              .formatted(limit.toMillis(), members));
    }
  }
}
