package io.github.servletexporter.listener.endpoint;

import java.io.IOException;

/** Endpoint that answers every request with 503 and the same text. Thread-safe. */
public final class UnavailableEndpoint implements Endpoint {

  private static final int SERVICE_UNAVAILABLE = 503;

  private final String text;

  /**
   * Creates the endpoint.
   *
   * @param text the reasons, escaped and limited in length
   */
  public UnavailableEndpoint(String text) {
    this.text = text;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    PlainAnswer.send(exchange, SERVICE_UNAVAILABLE, text);
  }
}
