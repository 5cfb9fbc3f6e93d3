package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import java.io.IOException;

/** Lets only those to an endpoint who have credentials, others get 401. Thread-safe. */
public final class AuthenticatedEndpoint implements Endpoint {

  private static final int UNAUTHORIZED = 401;

  private final Authenticator authenticator;
  private final Endpoint endpoint;

  /**
   * Creates it.
   *
   * @param authenticator decides
   * @param endpoint answers whom it admits
   */
  public AuthenticatedEndpoint(Authenticator authenticator, Endpoint endpoint) {
    this.authenticator = authenticator;
    this.endpoint = endpoint;
  }

  @Override
  public void handle(PrometheusHttpExchange exchange) throws IOException {
    if (authenticator.admits(exchange.getRequest().getHeader("Authorization"))) {
      endpoint.handle(exchange);
      return;
    }
    // Several challenges may stand in one field (RFC 9110 section 11.6.1).
    String challenges = String.join(", ", authenticator.challenges());
    exchange.getResponse().setHeader("WWW-Authenticate", challenges);
    PlainAnswer.send(exchange, UNAUTHORIZED, "credentials are needed here");
  }
}
