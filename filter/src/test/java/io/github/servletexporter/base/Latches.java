package io.github.servletexporter.base;

import java.util.concurrent.CountDownLatch;

/** Waiting in code that may throw no checked exception. */
final class Latches {

  private Latches() {}

  /** Waits until the latch is open; throws if the thread is interrupted. */
  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
