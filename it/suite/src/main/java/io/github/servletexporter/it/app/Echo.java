package io.github.servletexporter.it.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/**
 * Responds with the framing and the body that the application saw, for the tests of ambiguous
 * requests.
 */
final class Echo {
  private Echo() {}

  static void register(Paths paths) {
    paths.add("/echo", Echo::describe);
    paths.add("/second", (request, response) -> PlainText.write(response, "SECOND-PARSED"));
  }

  private static void describe(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String body;
    try {
      body =
          new String(request.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).trim();
    } catch (IOException e) {
      body = "unreadable: " + e;
      response.setHeader("Connection", "close");
    }
    PlainText.write(
        response,
        "FIRST-PARSED TE=%s CL=%s body=%s"
            .formatted(
                fields(request, "Transfer-Encoding"), fields(request, "Content-Length"), body));
  }

  private static List<String> fields(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
