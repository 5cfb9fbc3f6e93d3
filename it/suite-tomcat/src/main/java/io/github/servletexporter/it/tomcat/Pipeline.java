package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import java.io.EOFException;
import java.io.IOException;

/** Client that sends several requests before it reads the first response. */
final class Pipeline {
  private Pipeline() {}

  /**
   * Sends requests and returns when the server has answered all of them or has closed the
   * connection.
   */
  static void send(int port, String path, int depth) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (WireConnection connection = WireConnection.to(port)) {
      connection.send(request.repeat(depth));
      for (int i = 0; i < depth; i++) {
        WireResponse response = connection.receive("GET");
        if (response.status() != 200) {
          throw new EOFException("after " + i + " answers: " + response);
        }
        if (response.announcesClose()) {
          return;
        }
      }
    }
  }
}
