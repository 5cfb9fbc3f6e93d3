package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** Request on its own connection, sent exactly as written. */
final class RawRequest implements AutoCloseable {
  private final Socket socket;

  private RawRequest(Socket socket) {
    this.socket = socket;
  }

  /** Sends a GET with these fields, each including its line end. */
  static RawRequest get(Web app, String path, String fields) {
    return send(app, "localhost", "GET", path, fields);
  }

  /** Sends a GET to a virtual host. */
  static RawRequest toHost(String host, Web app, String path) {
    return send(app, host, "GET", path, "");
  }

  /** Sends a POST with an incomplete body, which lasts until {@link #finish()}. */
  static RawRequest unfinished(Web app, String path) {
    RawRequest request = send(app, "localhost", "POST", path, "Content-Length: 2\r\n");
    request.send("b");
    return request;
  }

  private static RawRequest send(Web app, String host, String method, String path, String fields) {
    URI uri = app.uri(path);
    try {
      RawRequest request = new RawRequest(new Socket(uri.getHost(), uri.getPort()));
      request.send(
          "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
              .formatted(method, uri.getPath(), host, fields));
      return request;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the end of the body and returns the complete answer. */
  String finish() {
    send("y");
    return answer();
  }

  /** Returns everything that is received until the server closes the connection. */
  String answer() {
    try {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
