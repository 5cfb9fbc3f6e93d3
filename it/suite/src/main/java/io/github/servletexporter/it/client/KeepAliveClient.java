package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import java.io.IOException;

/**
 * Sends requests over a connection as long as it is kept alive, several ahead of their responses.
 * What was not answered when a connection ended as announced is sent again (RFC 9112 section
 * 9.3.2). Not thread-safe.
 */
final class KeepAliveClient {
  private final int port;
  private final String request;
  private final int depth;

  /**
   * Prepares a client.
   *
   * @param depth how many requests are sent at a time
   */
  KeepAliveClient(int port, String path, int depth) {
    this.port = port;
    this.request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    this.depth = depth;
  }

  /** Has so many requests answered with 200; anything else fails. */
  void send(int requests) throws IOException {
    for (int answered = 0; answered < requests; ) {
      try (WireConnection connection = WireConnection.to(port)) {
        answered += exchange(connection, requests - answered);
      }
    }
  }

  private int exchange(WireConnection connection, int most) throws IOException {
    int answered = 0;
    while (answered < most) {
      int batch = Math.min(depth, most - answered);
      connection.send(request.repeat(batch));
      for (int i = 0; i < batch; i++) {
        WireResponse response = connection.receive("GET");
        if (response.status() != 200 || !response.complete()) {
          throw new IOException("request failed: " + response);
        }
        answered++;
        if (response.announcesClose()) {
          return answered;
        }
      }
    }
    return answered;
  }
}
