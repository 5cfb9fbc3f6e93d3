package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers {@value #HEALTHY} and {@value #READY}. Thread-safe.
 *
 * <p>Everyone gets the status and one word of it, since probes often have no credentials; the
 * reasons are for who has.
 */
public final class HealthEndpoint implements Endpoint {

  /** Whether the process answers at all. */
  public static final String HEALTHY = "/-/healthy";

  /** Whether the application should be sent requests. */
  public static final String READY = "/-/ready";

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final Authenticator authenticator;
  private final Supplier<List<String>> reasons;

  /**
   * Creates it.
   *
   * @param authenticator decides who is told reasons
   * @param reasons why the application is not ready; none when it is
   */
  public HealthEndpoint(Authenticator authenticator, Supplier<List<String>> reasons) {
    this.authenticator = authenticator;
    this.reasons = reasons;
  }

  @Override
  public void handle(PrometheusHttpExchange exchange) throws IOException {
    String path = exchange.getRequest().getRequestPath();
    if (path.endsWith(READY)) {
      ready(exchange);
    } else if (path.endsWith(HEALTHY)) {
      PlainAnswer.send(exchange, OK, "healthy");
    } else {
      PlainAnswer.send(exchange, NOT_FOUND, "not found");
    }
  }

  private void ready(PrometheusHttpExchange exchange) throws IOException {
    List<String> present = reasons.get();
    if (present.isEmpty()) {
      PlainAnswer.send(exchange, OK, "ready");
    } else if (authenticator.admits(exchange.getRequest().getHeader("Authorization"))) {
      PlainAnswer.send(exchange, SERVICE_UNAVAILABLE, "not ready: " + String.join("; ", present));
    } else {
      PlainAnswer.send(exchange, SERVICE_UNAVAILABLE, "not ready");
    }
  }
}
