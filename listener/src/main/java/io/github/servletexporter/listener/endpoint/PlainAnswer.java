package io.github.servletexporter.listener.endpoint;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answer that consists of one line of plain text. */
final class PlainAnswer {

  private static final String HEAD = "HEAD";

  private PlainAnswer() {}

  /** Sends a status and a line of text; omits the line in an answer to HEAD. */
  static void send(PrometheusHttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    PrometheusHttpResponse response = exchange.getResponse();
    response.setHeader("Content-Type", "text/plain;charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    try (OutputStream stream = response.sendHeadersAndGetBody(status, body.length)) {
      if (!HEAD.equals(exchange.getRequest().getMethod())) {
        stream.write(body);
      }
    }
  }
}
