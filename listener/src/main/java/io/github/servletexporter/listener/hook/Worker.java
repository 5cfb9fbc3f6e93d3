package io.github.servletexporter.listener.hook;

import java.time.Duration;
import java.util.Objects;

/**
 * Snapshot of a worker: a thread of the container that serves requests. Immutable.
 *
 * @param pool name of the container's pool
 * @param slot number of the worker in its pool, as in the label {@code worker} of the metrics; a
 *     later worker reuses it
 * @param threadName name of the thread
 * @param requests number of requests of this web application that the worker has served
 * @param age time since the worker's first request of this web application
 */
public record Worker(String pool, int slot, String threadName, long requests, Duration age) {

  /**
   * Validates the components.
   *
   * @throws IllegalArgumentException if a number or the age is negative
   * @throws NullPointerException if a component is null
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
