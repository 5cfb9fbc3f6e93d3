package io.github.servletexporter.listener.endpoint;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Endpoint that limits the number of concurrent scrapes and answers 503 to the rest, so that
 * scrapes cannot occupy every thread and all memory. Thread-safe.
 */
public final class ScrapeLimit implements Endpoint {

  private static final int SERVICE_UNAVAILABLE = 503;

  private final Semaphore permits;
  private final Endpoint endpoint;

  /**
   * Creates a limited endpoint.
   *
   * @param most largest number of concurrent scrapes, at least 1
   * @param endpoint answers the scrapes
   */
  public ScrapeLimit(int most, Endpoint endpoint) {
    this.permits = new Semaphore(most);
    this.endpoint = endpoint;
  }

  @Override
  public void handle(PrometheusHttpExchange exchange) throws IOException {
    if (!permits.tryAcquire()) {
      exchange.getResponse().setHeader("Retry-After", "1");
      PlainAnswer.send(exchange, SERVICE_UNAVAILABLE, "too many concurrent scrapes");
      return;
    }
    try {
      endpoint.handle(exchange);
    } finally {
      permits.release();
    }
  }
}
