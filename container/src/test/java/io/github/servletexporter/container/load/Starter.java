package io.github.servletexporter.container.load;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Starter that fails like the JVM when no threads are left. */
final class Starter implements Executor {

  private final AtomicLong refused = new AtomicLong();
  private volatile boolean exhausted;

  @Override
  public void execute(Runnable start) {
    if (exhausted) {
      refused.incrementAndGet();
      throw new OutOfMemoryError("unable to create native thread");
    }
    start.run();
  }

  void exhausted(boolean now) {
    exhausted = now;
  }

  long refused() {
    return refused.get();
  }
}
