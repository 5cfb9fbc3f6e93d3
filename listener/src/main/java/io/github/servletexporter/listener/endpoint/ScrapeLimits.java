package io.github.servletexporter.listener.endpoint;

import java.time.Duration;

/**
 * Limits of a scrape.
 *
 * @param requests largest number of simultaneous requests, which occupy a thread each
 * @param requestsOfPeer largest number of simultaneous requests of one client
 * @param renderings largest number of simultaneous renderings, each of which may differ
 * @param answer longest time that a request waits for its rendering
 */
public record ScrapeLimits(int requests, int requestsOfPeer, int renderings, Duration answer) {

  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Returns the limits on the metrics port: half of its threads, so that other pages answer. */
  public static ScrapeLimits ofPort() {
    return new ScrapeLimits(4, 3, 2, ANSWER);
  }

  /** Returns the limits in the application, where the clients' reading occupies threads too. */
  public static ScrapeLimits ofApplication() {
    return new ScrapeLimits(16, 8, 2, ANSWER);
  }
}
