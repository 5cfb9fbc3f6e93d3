package io.github.servletexporter.it.client;

import java.io.IOException;

/**
 * Sends requests over a connection as long as it is kept alive, several ahead of their responses.
 * Requests that were not answered before an announced end of the connection are sent again (RFC
 * 9112 section 9.3.2). Not thread-safe.
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
   * @param path the path to request
   * @param depth the number of requests that are sent at a time
   */
  public KeepAliveClient(int port, String path, int depth) {
    this.port = port;
    this.request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    this.depth = depth;
  }

  /**
   * Sends requests and expects the status 200.
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
   * Returns the number of connections that were used.
   *
   * @return one for each connection that the server has closed, and one for each call of {@link
   *     #send}
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
