package io.github.servletexporter.listener.watchdog;

import java.time.Duration;
import java.util.Objects;

/**
 * Something to be done every now and then.
 *
 * @param name how the log calls it
 * @param delay from the end of one run to the beginning of the next, positive and at most a day
 * @param action what is done: short, since the next task waits for it; ends soon when its thread is
 *     interrupted
 */
public record HousekeepingTask(String name, Duration delay, Runnable action) {

  private static final Duration MAX_DELAY = Duration.ofDays(1);

  /**
   * Checks the delay.
   *
   * @throws IllegalArgumentException if it is out of range
   * @throws NullPointerException if anything is null
   */
  public HousekeepingTask {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(action, "action");
    if (delay.isNegative() || delay.isZero() || delay.compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException("delay must be > 0 and at most a day, but was " + delay);
    }
  }
}
