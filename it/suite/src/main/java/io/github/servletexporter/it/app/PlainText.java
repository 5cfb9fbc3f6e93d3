package io.github.servletexporter.it.app;

import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A text/plain response body. */
final class PlainText {
  private PlainText() {}

  /** Writes through the output stream, so that there are as many bytes as characters. */
  static void write(ServletResponse response, String text) throws IOException {
    response.setContentType("text/plain");
    response.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
