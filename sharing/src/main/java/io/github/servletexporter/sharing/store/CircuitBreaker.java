package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * Circuit breaker for attempts to publish. After each failure the delay doubles, with a random part
 * that differs between instances. After five failures the breaker is open and permits one attempt a
 * minute, so that the instances do not overload a store in trouble.
 *
 * <p>One thread records attempts; any thread may read.
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
   * Creates a closed breaker.
   *
   * @param interval usual time between two attempts
   * @param random random numbers from zero (inclusive) to one (exclusive)
   */
  public CircuitBreaker(Duration interval, Ticker ticker, DoubleSupplier random) {
    this.interval = interval;
    this.ticker = ticker;
    this.random = random;
  }

  public boolean permits() {
    return failures.get() == 0 || ticker.nanos() - notBeforeNanos >= 0;
  }

  void succeeded() {
    failures.set(0);
  }

  public void failed() {
    failures.incrementAndGet();
    notBeforeNanos = ticker.nanos() + (long) (delay().toNanos() * (1 + random.getAsDouble()) / 2);
  }

  public int failures() {
    return failures.get();
  }

  boolean isOpen() {
    return failures.get() >= FAILURES_TO_OPEN;
  }

  /** Returns the longest time between two attempts. */
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
