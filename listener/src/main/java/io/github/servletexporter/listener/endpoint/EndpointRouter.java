package io.github.servletexporter.listener.endpoint;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Endpoint of the metrics port, which passes each request to the endpoint of its path and lists the
 * paths at {@code /}. Thread-safe.
 */
public final class EndpointRouter implements Endpoint {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  private final Map<String, Endpoint> endpoints;
  private final Endpoint index;

  /**
   * Creates a router.
   *
   * @param authenticator decides which clients see the list of paths
   * @param endpoints endpoints by path; each also receives requests to paths below its own
   */
  public EndpointRouter(Authenticator authenticator, Map<String, Endpoint> endpoints) {
    this.endpoints = new LinkedHashMap<>(endpoints);
    this.index = authenticator.protect(this::list);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String method = exchange.getMethod();
    String path = exchange.getRequestPath();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.setHeader("Allow", "GET, HEAD");
      PlainAnswer.send(exchange, METHOD_NOT_ALLOWED, "method not allowed; use GET or HEAD");
    } else if (path.equals("/")) {
      index.handle(exchange);
    } else {
      route(path, exchange);
    }
  }

  private void list(Exchange exchange) throws IOException {
    PlainAnswer.send(exchange, OK, String.join("\n", endpoints.keySet()));
  }

  private void route(String path, Exchange exchange) throws IOException {
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
