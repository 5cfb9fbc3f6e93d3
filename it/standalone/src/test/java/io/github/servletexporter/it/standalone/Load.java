package io.github.servletexporter.it.standalone;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One client that keeps asking, a few dozen times a second, whatever it is answered. */
final class Load implements AutoCloseable {
  private static final List<String> PATHS =
      List.of("/ok", "/slow", "/throws", "/async", "/missing", "/metrics");
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Web app;
  private final AtomicLong answers = new AtomicLong();
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean closed;

  private Load(Web app) {
    this.app = app;
  }

  static Load on(Web app) {
    Load load = new Load(app);
    load.thread.setDaemon(true);
    load.thread.start();
    return load;
  }

  /** Waits until every path has been answered by the application once more. */
  void awaitAnswer() {
    long before = answers.get();
    await("answers of " + app.context()).until(() -> answers.get() >= before + PATHS.size());
  }

  private void run() {
    for (int i = 0; !closed; i++) {
      try {
        int status = app.status(PATHS.get(i % PATHS.size()));
        if (status != 503) {
          answers.incrementAndGet();
        }
      } catch (UncheckedIOException e) {
        // The container may cut a request of the application that it is stopping.
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
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
