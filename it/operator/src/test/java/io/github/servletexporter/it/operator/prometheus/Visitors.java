package io.github.servletexporter.it.operator.prometheus;

import io.github.servletexporter.it.client.WireConnection;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Clients that repeat the same request until they are closed. */
final class Visitors implements AutoCloseable {
  private static final int MAX_VISITORS = 40;
  private static final long PAUSE_MILLIS = 50;

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(MAX_VISITORS);

  /** Sends the current text of a request again and again, each time on a new connection. */
  void send(int visitors, int port, Supplier<String> request) {
    for (int i = 0; i < visitors; i++) {
      executor.scheduleWithFixedDelay(
          () -> visit(port, request.get()), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static void visit(int port, String request) {
    try (WireConnection connection = WireConnection.to(port)) {
      connection.send(request);
      connection.receive("GET");
    } catch (IOException refused) {
      // The next request follows soon.
    }
  }

  /** Returns the text of a request; the fields include their line ends. */
  static String get(String path, String... fields) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\n%sConnection: close\r\n\r\n"
        .formatted(path, String.join("", fields));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
