package io.github.servletexporter.listener.server;

import java.time.Duration;

/**
 * Limits that protect the metrics port, and the application from it.
 *
 * @param connections largest number of open connections
 * @param waitingBytes largest size of all responses that wait to be sent, if there are several
 * @param read time in which a request has to arrive, including the TLS handshake before it
 * @param idle time that a connection may wait for its next request
 * @param linger time in which a client has to close its end after the last response
 * @param stalled time without progress after which a response loses its protection
 * @param threadIdle time after which an unused thread ends
 * @param firstRetry longest wait before the second attempt to bind the port; doubles with each one
 * @param longestRetry longest wait between two attempts to bind the port
 * @param close time that the threads have to end when the port is closed
 */
record ServerLimits(
    int connections,
    long waitingBytes,
    Duration read,
    Duration idle,
    Duration linger,
    Duration stalled,
    Duration threadIdle,
    Duration firstRetry,
    Duration longestRetry,
    Duration close) {

  private static final ServerLimits DEFAULTS =
      new ServerLimits(
          64,
          32 * 1024 * 1024,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2));

  /** Returns the limits of production. */
  static ServerLimits defaults() {
    return DEFAULTS;
  }
}
