package io.github.servletexporter.it.pool;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests that a {@link HoldingApp} holds, each on its own connection. Not thread-safe. */
public final class HeldRequests implements AutoCloseable {
  private final HoldingApp app;
  private final String path;
  private final List<WireConnection> connections = new ArrayList<>();

  /**
   * Creates a client of an application.
   *
   * @param app the application
   * @param contextPath its context path
   */
  public HeldRequests(HoldingApp app, String contextPath) {
    this.app = app;
    this.path = contextPath + HoldingApp.HOLD;
  }

  /**
   * Sends requests and waits until the application holds all that were sent.
   *
   * @param port the port of the connector
   * @param requests how many
   * @throws IOException if the server does not take them
   */
  public void hold(int port, int requests) throws IOException {
    send(port, requests);
    app.awaitHeld(connections.size());
  }

  /**
   * Sends requests, some of which may have to wait for a thread.
   *
   * @param port the port of the connector
   * @param requests how many
   * @throws IOException if the server does not take them
   */
  public void send(int port, int requests) throws IOException {
    for (int i = 0; i < requests; i++) {
      WireConnection connection = WireConnection.to(port);
      connections.add(connection);
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
  }

  /**
   * Reads the answers.
   *
   * @return one for each request
   * @throws IOException if an answer does not come
   */
  public List<WireResponse> receive() throws IOException {
    List<WireResponse> responses = new ArrayList<>();
    for (WireConnection connection : connections) {
      responses.add(connection.receive("GET"));
    }
    return responses;
  }

  /** Lets the application answer the held requests. */
  public void release() {
    app.release();
  }

  /** Releases the held requests and closes the connections. */
  @Override
  public void close() throws IOException {
    app.release();
    for (WireConnection connection : connections) {
      connection.close();
    }
  }
}
