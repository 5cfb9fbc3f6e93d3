package io.github.servletexporter.listener.endpoint;

import java.io.IOException;

/** Handler of requests that distinguishes clients that have shown credentials. Thread-safe. */
@FunctionalInterface
public interface IdentifyingEndpoint {

  /**
   * Answers a request.
   *
   * @param exchange request and its response
   * @param identified whether the client has shown credentials; false if it needs none
   * @throws IOException if the client has closed the connection
   */
  void handle(Exchange exchange, boolean identified) throws IOException;
}
