package io.github.servletexporter.listener.server;

import java.time.Duration;

/**
 * Limits on time that protect the metrics port.
 *
 * @param read time in which a request has to arrive
 * @param grace time in which a request has to arrive while other connections wait for a thread
 * @param idle time after which an unused thread ends
 * @param firstRetry longest wait before the second attempt to bind the port; doubles with each one
 * @param longestRetry longest wait between two attempts to bind the port
 * @param close time that the threads have to end when the port is closed
 */
record ServerLimits(
    Duration read,
    Duration grace,
    Duration idle,
    Duration firstRetry,
    Duration longestRetry,
    Duration close) {

  private static final ServerLimits DEFAULTS =
      new ServerLimits(
          Duration.ofSeconds(5),
          Duration.ofMillis(250),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2));

  /** Returns the limits of production. */
  static ServerLimits defaults() {
    return DEFAULTS;
  }
}
