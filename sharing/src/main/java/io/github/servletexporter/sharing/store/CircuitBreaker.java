package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * Says when to try again what has failed: each time twice as late, and at a moment that others have
 * not drawn too. After some failures it is open: one try a minute then, so that a store that is ill
 * gets no more from all its members.
 *
 * <p>Used by one thread; read by any.
 */
public final class CircuitBreaker {

  static final int FAILURES_TO_OPEN = 5;

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Duration interval;
  private final Ticker ticker;
  private final DoubleSupplier random;
  private final AtomicInteger failures = new AtomicInteger();
  private long notBeforeNanos;

  /**
   * Creates a closed one.
   *
   * @param interval the usual time between two tries
   * @param random numbers from zero to less than one
   */
  public CircuitBreaker(Duration interval, Ticker ticker, DoubleSupplier random) {
    this.interval = interval;
    this.ticker = ticker;
    this.random = random;
  }

  boolean permits() {
    return failures.get() == 0 || ticker.nanos() - notBeforeNanos >= 0;
  }

  void succeeded() {
    failures.set(0);
  }

  void failed() {
    failures.incrementAndGet();
    notBeforeNanos = ticker.nanos() + (long) (delay().toNanos() * (1 + random.getAsDouble()) / 2);
  }

  public int failures() {
    return failures.get();
  }

  boolean isOpen() {
    return failures.get() >= FAILURES_TO_OPEN;
  }

  /** Returns the longest that there is between two tries. */
  public static Duration longestDelay(Duration interval) {
    return interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
  }

  private Duration delay() {
    Duration longest = longestDelay(interval);
    if (isOpen()) {
      return longest;
    }
    Duration delay = interval.multipliedBy(1L << (failures.get() - 1));
    return delay.compareTo(longest) > 0 ? longest : delay;
  }
}
