package io.github.servletexporter.base;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Limit on how often something is done: a number of permits for each interval, which begins when
 * the first of them is taken. Counts the attempts that it refuses.
 *
 * <p>Thread-safe and lock-free.
 */
public final class Throttle {

  private final int permits;
  private final long intervalNanos;
  private final Ticker ticker;
  private final AtomicReference<@Nullable Window> window = new AtomicReference<>();
  private final LongAdder suppressed = new LongAdder();

  /**
   * Creates a throttle with one permit for each interval.
   *
   * @param interval time from one permit to the next
   * @param ticker source of time
   */
  public Throttle(Duration interval, Ticker ticker) {
    this(1, interval, ticker);
  }

  /**
   * Creates a throttle.
   *
   * @param permits number of permits for each interval, at least 1
   * @param interval length of the interval
   * @param ticker source of time
   */
  public Throttle(int permits, Duration interval, Ticker ticker) {
    if (permits < 1) {
      throw new IllegalArgumentException("permits must be at least 1, but was " + permits);
    }
    this.permits = permits;
    this.intervalNanos = interval.toNanos();
    this.ticker = ticker;
  }

  private record Window(long startNanos, int taken) {}

  /**
   * Takes a permit if one is left in the present interval, and otherwise counts the attempt as
   * suppressed. The first call succeeds.
   *
   * @return whether the caller may proceed
   */
  public boolean tryAcquire() {
    long now = ticker.nanos();
    while (true) {
      Window present = window.get();
      Window next;
      if (present == null || now - present.startNanos() >= intervalNanos) {
        next = new Window(now, 1);
      } else if (present.taken() < permits) {
        next = new Window(present.startNanos(), present.taken() + 1);
      } else {
        suppressed.increment();
        return false;
      }
      if (window.compareAndSet(present, next)) {
        return true;
      }
    }
  }

  /**
   * Returns the number of attempts that were suppressed since the last call of this method, and
   * resets it.
   */
  public long takeSuppressed() {
    return suppressed.sumThenReset();
  }
}
