package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.client.Http2Connection;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.AccessLine;
import java.io.IOException;

/** One request of a situation: its id, and methods to send it byte by byte. */
final class Stage {
  /** Prefix of every id. */
  static final String ID_PREFIX = "request-";

  private final Deployment deployment;
  private final String id;

  Stage(Deployment deployment, String id) {
    this.deployment = deployment;
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Returns a path of the application, prefixed with the context path. */
  String path(String path) {
    return deployment.path(path);
  }

  WireConnection connect() throws IOException {
    return WireConnection.to(deployment.port());
  }

  /** Opens a connection with a small receive buffer, so that the server soon has to wait. */
  WireConnection connectNarrowly() throws IOException {
    return WireConnection.withReceiveBuffer(deployment.port(), 4096);
  }

  /** Opens an HTTP/2 connection, with a request that is none of the situation's. */
  Http2Connection http2() throws IOException, InterruptedException {
    Http2Connection connection = Http2Connection.to(deployment.port());
    connection.get(path("/gate/open?gate=http2"), "upgrade");
    return connection;
  }

  /** Returns a complete request head with the id; further fields include their line ends. */
  String head(String method, String path, String moreFields) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\n%s: %s\r\n%s\r\n"
        .formatted(method, path(path), AccessLine.ID_HEADER, id, moreFields);
  }

  /** Sends a request without a body on its own connection and reads the response. */
  WireResponse send(String method, String path) throws IOException {
    return sendText(method, head(method, path, ""));
  }

  WireResponse get(String path) throws IOException {
    return send("GET", path);
  }

  /** Sends a request with a body of a declared length. */
  WireResponse post(String path, String body) throws IOException {
    return sendText("POST", head("POST", path, "Content-Length: " + body.length() + "\r\n") + body);
  }

  /** Sends any text and reads one answer. */
  WireResponse sendText(String method, String text) throws IOException {
    try (WireConnection connection = connect()) {
      connection.send(text);
      return connection.receive(method);
    }
  }

  /** Waits until the request is in the application. */
  void awaitInside() {
    Patience.await("request " + id + " reaches the application")
        .until(() -> deployment.witness().inner().saw(id));
  }

  /**
   * Waits until the REQUEST dispatch of the request has ended. Another request in between gives the
   * container time to wait for the end of asynchronous work.
   */
  void awaitReturned() {
    Patience.await("request " + id + " has returned from its servlet")
        .until(() -> deployment.witness().outer().hasReturned(id));
    deployment.scrape();
  }

  /** Opens a gate of the application with a separate request. */
  void open(String gate) throws IOException {
    deployment.get("/gate/open?gate=" + gate);
  }
}
