package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.KeepAliveClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of one application that send a few requests over each connection until they are closed,
 * and record failures.
 */
final class Visitors implements AutoCloseable {
  private static final int CLIENTS = 2;
  private static final int REQUESTS = 20;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private final Web app;
  private final List<Thread> clients = new ArrayList<>();
  private final AtomicLong answered = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private Visitors(Web app) {
    this.app = app;
  }

  static Visitors of(Web app) {
    Visitors visitors = new Visitors(app);
    for (int i = 0; i < CLIENTS; i++) {
      Thread client = new Thread(visitors::run, "visitor of " + app.context());
      client.setDaemon(true);
      visitors.clients.add(client);
      client.start();
    }
    return visitors;
  }

  private void run() {
    KeepAliveClient client =
        new KeepAliveClient(app.uri("").getPort(), app.uri("/ok").getPath(), 1);
    while (!closed) {
      try {
        client.send(REQUESTS);
        answered.addAndGet(REQUESTS);
      } catch (IOException e) {
        failures.add(e.toString());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Waits for a number of further answers. */
  void awaitAnswers(int more) {
    long before = answered.get();
    await("answers of " + app.context()).atMost(LIMIT).until(() -> answered.get() >= before + more);
  }

  /** Fails if a request has failed, or if there were no requests. */
  void assertServed() {
    assertThat(failures).isEmpty();
    assertThat(answered.get()).isPositive();
  }

  @Override
  public void close() {
    closed = true;
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
