package io.github.servletexporter.listener.endpoint;

import java.io.IOException;

/**
 * Handler of requests to one of servlet-exporter's pages, whether they come in through a servlet or
 * on the metrics port. Thread-safe.
 *
 * <p>Handles GET and HEAD only; the caller answers other methods.
 */
@FunctionalInterface
public interface Endpoint {

  /**
   * Answers a request.
   *
   * @param exchange request and its response
   * @throws IOException if the client has closed the connection
   */
  void handle(Exchange exchange) throws IOException;
}
