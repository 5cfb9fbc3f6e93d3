package io.github.servletexporter.it.standalone;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Client that sends a few dozen requests per second and tolerates every response. */
final class Load implements AutoCloseable {
  private static final List<Question> QUESTIONS =
      List.of(
          new Question("/ok", 200),
          new Question("/slow", 200),
          new Question("/throws", 500),
          new Question("/async", 202),
          new Question("/missing", 404),
          new Question("/metrics", 200));
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Web app;
  private final AtomicLong answers = new AtomicLong();
  private final Thread thread = new Thread(this::run, "load");
  private final List<String> surprises = new CopyOnWriteArrayList<>();
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

  /** Waits until the application has answered every path once more. */
  void awaitAnswer() {
    long before = answers.get();
    await("answers of " + app.context()).until(() -> answers.get() >= before + QUESTIONS.size());
  }

  /**
   * Returns the requests without a response, and the responses that a running application would not
   * give.
   */
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  private void run() {
    for (int i = 0; !closed; i++) {
      ask(QUESTIONS.get(i % QUESTIONS.size()));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void ask(Question question) {
    try {
      int status = app.status(question.path());
      if (status != 503) {
        answers.incrementAndGet();
      }
      if (status != question.status()) {
        surprises.add(question.path() + " " + status);
      }
    } catch (UncheckedIOException e) {
      // The container may cut a request of an application that it stops.
      surprises.add(question.path() + " " + e);
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

  private record Question(String path, int status) {}
}
