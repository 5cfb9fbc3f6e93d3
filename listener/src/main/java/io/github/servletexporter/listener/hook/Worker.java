package io.github.servletexporter.listener.hook;

import java.time.Duration;
import java.util.Objects;

/**
 * A worker at one moment: a thread of the container that serves requests. Immutable.
 *
 * @param pool the name of the container's pool
 * @param slot the number that the metrics label {@code worker} has; used again when the worker has
 *     ended
 * @param threadName the name of its thread
 * @param requests how many requests it has served in this web application
 * @param age how long ago it began to serve this web application
 */
public record Worker(String pool, int slot, String threadName, long requests, Duration age) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is negative
   * @throws NullPointerException if anything is null
   */
  public Worker {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(threadName, "threadName");
    if (slot < 0 || requests < 0 || age.isNegative()) {
      throw new IllegalArgumentException(
          "slot, requests and age must be >= 0, but were " + slot + ", " + requests + ", " + age);
    }
  }
}
