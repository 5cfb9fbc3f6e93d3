package io.github.servletexporter.filter.request;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers a request in the application's place. */
final class Refusal {

  /**
   * Ends the connection (RFC 9112 section 9.6). In front of an ambiguous message's tail that keeps
   * it from being parsed as the next request.
   */
  static final boolean CLOSE = true;

  private Refusal() {}

  /**
   * Answers without an error page, which would be the application's code, and without reading the
   * body.
   *
   * @param status the status
   * @param reason a few words for a human
   * @param close whether the connection ends; HTTP/1.x only
   */
  static void write(HttpServletResponse response, int status, String reason, boolean close) {
    byte[] body = ("Refused: " + reason + "\n").getBytes(StandardCharsets.US_ASCII);
    response.setStatus(status);
    if (close) {
      response.setHeader("Connection", "close");
    }
    response.setContentType("text/plain;charset=us-ascii");
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException clientLeft) {
      // There is nobody left to refuse.
    }
  }

  /** Returns whether a request's connection can be told to close: HTTP/2 has no such field. */
  static boolean hasConnectionField(String protocol) {
    return protocol.startsWith("HTTP/1.");
  }
}
