package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All endpoints of the own port: finds the one of a path, and names them all at {@code /}.
 * Thread-safe.
 */
public final class EndpointRouter implements Endpoint {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  private final Map<String, Endpoint> endpoints;
  private final Endpoint index;

  /**
   * Creates it.
   *
   * @param authenticator decides who is told which paths there are
   * @param endpoints by path; each also gets what is below its path
   */
  public EndpointRouter(Authenticator authenticator, Map<String, Endpoint> endpoints) {
    this.endpoints = new LinkedHashMap<>(endpoints);
    this.index = new AuthenticatedEndpoint(authenticator, this::list);
  }

  @Override
  public void handle(PrometheusHttpExchange exchange) throws IOException {
    String method = exchange.getRequest().getMethod();
    String path = exchange.getRequest().getRequestPath();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponse().setHeader("Allow", "GET, HEAD");
      PlainAnswer.send(exchange, METHOD_NOT_ALLOWED, "only GET and HEAD");
    } else if (path.equals("/")) {
      index.handle(exchange);
    } else {
      route(path, exchange);
    }
  }

  private void list(PrometheusHttpExchange exchange) throws IOException {
    PlainAnswer.send(exchange, OK, String.join("\n", endpoints.keySet()));
  }

  private void route(String path, PrometheusHttpExchange exchange) throws IOException {
    Endpoint best = null;
    int length = 0;
    for (Map.Entry<String, Endpoint> entry : endpoints.entrySet()) {
      String prefix = entry.getKey();
      if (prefix.length() > length && (path.equals(prefix) || path.startsWith(prefix + "/"))) {
        best = entry.getValue();
        length = prefix.length();
      }
    }
    if (best == null) {
      PlainAnswer.send(exchange, NOT_FOUND, "not found");
    } else {
      best.handle(exchange);
    }
  }
}
