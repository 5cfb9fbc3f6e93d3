package io.github.servletexporter.it.pool;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Drain of several applications that ends only when all of them drain. Thread-safe. */
public final class DrainTogether implements Runnable {
  private static final long LIMIT_SECONDS = 10;

  private final CountDownLatch all;
  private final AtomicInteger together = new AtomicInteger();

  /**
   * Creates the drain.
   *
   * @param applications the number of applications
   */
  public DrainTogether(int applications) {
    this.all = new CountDownLatch(applications);
  }

  @Override
  public void run() {
    all.countDown();
    try {
      if (all.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        together.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns how many drains met all others.
   *
   * @return a number up to that of the applications
   */
  public int together() {
    return together.get();
  }

  /**
   * Returns the threads on which applications drain.
   *
   * @return their names, none when the server has stopped
   */
  public List<String> threadsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("servlet-exporter-stop-"))
        .toList();
  }
}
