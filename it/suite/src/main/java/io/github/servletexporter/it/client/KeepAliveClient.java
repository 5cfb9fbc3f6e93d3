package io.github.servletexporter.it.client;

import java.io.IOException;

/**
 * Sends requests over a connection as long as it is kept alive, several ahead of their responses.
 * What was not answered when a connection ended as announced is sent again (RFC 9112 section
 * 9.3.2). Not thread-safe.
 */
public final class KeepAliveClient {
  private final int port;
  private final String request;
  private final int depth;
  private int connections;

  /**
   * Prepares a client.
   *
   * @param port of a server on this machine
   * @param path what is asked for
   * @param depth how many requests are sent at a time
   */
  public KeepAliveClient(int port, String path, int depth) {
    this.port = port;
    this.request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    this.depth = depth;
  }

  /**
   * Has requests answered with 200.
   *
   * @param requests how many
   * @throws IOException if one of them has another answer, or none
   */
  public void send(int requests) throws IOException {
    for (int answered = 0; answered < requests; ) {
      try (WireConnection connection = WireConnection.to(port)) {
        connections++;
        answered += exchange(connection, requests - answered);
      }
    }
  }

  /**
   * How many connections it took.
   *
   * @return one for each time the server said that it ends the connection, and one for each call of
   *     {@link #send}
   */
  public int connections() {
    return connections;
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
