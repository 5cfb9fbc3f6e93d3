package io.github.servletexporter.container.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Application whose requests to {@code /stuck} block their workers until the test releases them.
 */
final class Gate implements App {

  private final Queue<Thread> stuck = new ConcurrentLinkedQueue<>();
  private final CountDownLatch opened = new CountDownLatch(1);

  @Override
  public void serve(String path) {
    if (path.equals("/stuck")) {
      stuck.add(Thread.currentThread());
      awaitOpening();
    }
  }

  private void awaitOpening() {
    boolean interrupted = false;
    while (true) {
      try {
        opened.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // a worker that ignores interrupts
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the workers that are stuck. */
  Queue<Thread> stuck() {
    return stuck;
  }

  void open() {
    opened.countDown();
  }
}
