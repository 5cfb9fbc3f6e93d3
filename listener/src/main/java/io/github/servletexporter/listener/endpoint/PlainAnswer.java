package io.github.servletexporter.listener.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answer that consists of one line of plain text. */
final class PlainAnswer {

  private PlainAnswer() {}

  /** Sends a status and a line of text; omits the line in an answer to HEAD. */
  static void send(Exchange exchange, int status, String text) throws IOException {
    exchange.setHeader("Content-Type", "text/plain;charset=utf-8");
    exchange.setHeader("X-Content-Type-Options", "nosniff");
    exchange.setHeader("Cache-Control", "no-store");
    exchange.send(status, new Body((text + "\n").getBytes(StandardCharsets.UTF_8)));
  }
}
