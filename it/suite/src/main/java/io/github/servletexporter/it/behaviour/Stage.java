package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.AccessLine;
import java.io.IOException;

/** One request that a situation sends: its id, and ways to send it byte by byte. */
final class Stage {
  /** What every id begins with. */
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

  /** A path of the application with its context path in front. */
  String path(String path) {
    return deployment.path(path);
  }

  WireConnection connect() throws IOException {
    return WireConnection.to(deployment.port());
  }

  /** A connection that takes little before the server has to wait. */
  WireConnection connectNarrowly() throws IOException {
    return WireConnection.withReceiveBuffer(deployment.port(), 4096);
  }

  /** A request head with the id, ready to be sent; more fields come with their line ends. */
  String head(String method, String path, String moreFields) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\n%s: %s\r\n%s\r\n"
        .formatted(method, path(path), AccessLine.ID_HEADER, id, moreFields);
  }

  /** Sends a request without a body on a connection of its own and reads the answer. */
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

  /** Opens a gate of the application by a request of its own. */
  void open(String gate) throws IOException {
    deployment.get("/gate/open?gate=" + gate);
  }
}
