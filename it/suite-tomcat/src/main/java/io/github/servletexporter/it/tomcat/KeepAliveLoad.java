package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that send requests over connections which they keep as long as the server does. */
final class KeepAliveLoad implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> running = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean ended;

  /** Sends a number of requests and returns when all have been answered with 200. */
  static void run(int port, String path, int clients, int requestsEach) throws Exception {
    try (KeepAliveLoad load = new KeepAliveLoad()) {
      load.start(port, path, clients, requestsEach);
      load.join();
    }
  }

  /** Starts clients; {@link #join()} fails if one does not receive a 200. */
  void start(int port, String path, int clients, int requestsEach) {
    for (int i = 0; i < clients; i++) {
      Callable<Void> client =
          () -> {
            send(port, path, requestsEach);
            return null;
          };
      running.add(threads.submit(client));
    }
  }

  private void send(int port, String path, int requests) throws IOException {
    WireConnection connection = WireConnection.to(port);
    try {
      for (int i = 0; i < requests && !ended; i++) {
        connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        WireResponse response = connection.receive("GET");
        if (response.status() != 200 || !response.complete()) {
          throw new IOException("after " + i + " requests: " + response);
        }
        answered.incrementAndGet();
        if (response.announcesClose()) {
          connection.close();
          connection = WireConnection.to(port);
        }
      }
    } finally {
      connection.close();
    }
  }

  int answered() {
    return answered.get();
  }

  /** Lets the clients finish their current requests, and fails if one has failed. */
  void end() throws Exception {
    ended = true;
    join();
  }

  private void join() throws Exception {
    for (Future<?> client : running) {
      client.get();
    }
  }

  @Override
  public void close() {
    ended = true;
    threads.shutdownNow();
  }
}
