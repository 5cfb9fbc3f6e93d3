package io.github.servletexporter.it.sharing;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Load on one instance by a client that records the answers. It ends with its first failed request,
 * or after the request in flight when the load is closed. Thread-safe.
 */
public final class InstanceLoad implements AutoCloseable {

  private static final int EACH_FAILING = 5;
  private static final long PAUSE_NANOS = 200_000_000;

  private final int port;
  private final Thread client;
  private final List<Answer> answers = new ArrayList<>();
  private int failed;
  private volatile boolean closed;

  private InstanceLoad(int port) {
    this.port = port;
    this.client = new Thread(this::run, "client of " + port);
  }

  /** Starts a load on the application at a port of this host. */
  public static InstanceLoad on(int port) {
    InstanceLoad load = new InstanceLoad(port);
    load.client.setDaemon(true);
    load.client.start();
    return load;
  }

  private void run() {
    int sent = 0;
    try {
      while (!closed) {
        try (WireConnection connection = WireConnection.to(port)) {
          boolean open = true;
          while (open && !closed) {
            sent++;
            open = exchange(connection, sent % EACH_FAILING == 0);
            LockSupport.parkNanos(PAUSE_NANOS);
          }
        }
      }
    } catch (IOException e) {
      failed();
    }
  }

  private boolean exchange(WireConnection connection, boolean failing) throws IOException {
    String path = failing ? InstanceApp.FAILING : InstanceApp.WORK;
    long startNanos = System.nanoTime();
    connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    WireResponse response = connection.receive("GET");
    if (response.status() != (failing ? 500 : 200) || !response.complete()) {
      throw new IOException("not answered as expected: " + response);
    }
    answered(new Answer(path, System.currentTimeMillis(), System.nanoTime() - startNanos));
    return !response.announcesClose();
  }

  private synchronized void answered(Answer answer) {
    answers.add(answer);
  }

  private synchronized void failed() {
    failed++;
  }

  /** Returns all answers so far. */
  public synchronized List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Returns the number of requests without the expected answer. */
  public synchronized int failures() {
    return failed;
  }

  /** Ends the load after the requests in flight. May be called more than once. */
  @Override
  public void close() {
    closed = true;
    try {
      client.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Expected answer.
   *
   * @param path path of the request
   * @param atMillis time of the answer, by the clock of this host
   * @param nanos duration of the request
   */
  public record Answer(String path, long atMillis, long nanos) {}
}
