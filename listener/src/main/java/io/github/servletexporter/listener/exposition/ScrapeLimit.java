package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Lets a few scrapes at once to an endpoint and answers 503 to the rest, so that they can't take
 * every thread and all memory. Thread-safe.
 */
public final class ScrapeLimit implements Endpoint {

  private static final int SERVICE_UNAVAILABLE = 503;

  private final Semaphore permits;
  private final Endpoint endpoint;

  /**
   * Creates it.
   *
   * @param most how many scrapes may run at once, at least 1
   * @param endpoint answers them
   */
  public ScrapeLimit(int most, Endpoint endpoint) {
    this.permits = new Semaphore(most);
    this.endpoint = endpoint;
  }

  @Override
  public void handle(PrometheusHttpExchange exchange) throws IOException {
    if (!permits.tryAcquire()) {
      exchange.getResponse().setHeader("Retry-After", "1");
      PlainAnswer.send(exchange, SERVICE_UNAVAILABLE, "too many scrapes at once");
      return;
    }
    try {
      endpoint.handle(exchange);
    } finally {
      permits.release();
    }
  }
}
