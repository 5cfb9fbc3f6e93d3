package io.github.servletexporter.it.app;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Upgrade handler that sends one byte and waits until the client disconnects; the container creates
 * it.
 */
public final class GreetingHandler implements HttpUpgradeHandler {
  static final String PROTOCOL = "greeting";

  /** Creates a handler for one connection. */
  public GreetingHandler() {}

  @Override
  public void init(WebConnection connection) {
    // On a separate thread, because the container's thread has yet to send the 101.
    Background.run(
        () -> {
          try (connection) {
            greet(connection.getInputStream(), connection.getOutputStream());
          }
        });
  }

  private static void greet(InputStream in, OutputStream out) throws IOException {
    out.write('!');
    out.flush();
    in.readAllBytes();
  }

  @Override
  public void destroy() {}
}
