package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limit on lines by kind of exception, and on lines of all kinds, because classes can be generated.
 * Used by the journal's thread only.
 */
final class KindThrottle {

  /** Result of an attempt that is suppressed. */
  static final long SUPPRESSED = -1;

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int MAX_KINDS = 200;
  private static final int MAX_LINES = 1000;

  private final int linesPerKind;
  private final Ticker ticker;
  private final Throttle all;

  /** Throttles by kind, beginning with the one whose last line is the oldest. */
  private final Map<String, Throttle> kinds = new LinkedHashMap<>();

  /**
   * Creates a throttle.
   *
   * @param linesPerKind number of lines of one kind in a minute
   */
  KindThrottle(int linesPerKind, Ticker ticker) {
    this.linesPerKind = linesPerKind;
    this.ticker = ticker;
    this.all = new Throttle(MAX_LINES, INTERVAL, ticker);
  }

  /**
   * Takes a permit for a line.
   *
   * @return number of lines of this kind that were suppressed since its last one, or {@link
   *     #SUPPRESSED} if this one is
   */
  long acquire(String kind) {
    Throttle known = kinds.get(kind);
    Throttle throttle = known == null ? new Throttle(linesPerKind, INTERVAL, ticker) : known;
    if (!throttle.tryAcquire() || !all.tryAcquire()) {
      return SUPPRESSED;
    }
    kinds.remove(kind);
    kinds.put(kind, throttle);
    if (kinds.size() > MAX_KINDS) {
      kinds.remove(kinds.keySet().iterator().next());
    }
    return throttle.takeSuppressed();
  }
}
