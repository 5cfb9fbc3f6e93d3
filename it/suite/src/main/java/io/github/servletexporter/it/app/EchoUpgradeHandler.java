package io.github.servletexporter.it.app;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends one byte back and closes the connection; the container creates it. */
public final class EchoUpgradeHandler implements HttpUpgradeHandler {
  static final String PROTOCOL = "echo-one-byte";

  /** Creates a handler for one connection. */
  public EchoUpgradeHandler() {}

  @Override
  public void init(WebConnection connection) {
    // On a thread of its own: the container's thread has yet to send the 101.
    Background.run(
        () -> {
          try (connection) {
            echo(connection.getInputStream(), connection.getOutputStream());
          }
        });
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    out.write(in.read());
    out.flush();
  }

  @Override
  public void destroy() {}
}
