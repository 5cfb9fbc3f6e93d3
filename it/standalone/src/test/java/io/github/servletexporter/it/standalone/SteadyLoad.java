package io.github.servletexporter.it.standalone;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Client of an application that keeps running: each of its requests has to succeed. */
final class SteadyLoad implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Web app;
  private final String path;
  private final AtomicLong answers = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "steady-load");
  private volatile boolean closed;

  private SteadyLoad(Web app, String path) {
    this.app = app;
    this.path = path;
  }

  static SteadyLoad on(Web app, String path) {
    SteadyLoad load = new SteadyLoad(app, path);
    load.thread.setDaemon(true);
    load.thread.start();
    return load;
  }

  private void run() {
    while (!closed) {
      try {
        app.text(path);
        answers.incrementAndGet();
      } catch (RuntimeException | AssertionError e) {
        failures.add(e.toString());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  long answers() {
    return answers.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
