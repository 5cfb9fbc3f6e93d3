package io.github.servletexporter.listener.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that misbehave as workers do, until the end of the test. */
final class Workers implements AutoCloseable {

  /** Number of interrupts that workers have ignored. */
  final AtomicInteger interrupts = new AtomicInteger();

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /** Starts a thread that waits until the end of the test and ignores interrupts. */
  Thread waiting(String name) {
    return deep(name, 0);
  }

  /** Starts such a thread with a stack of the given depth. */
  Thread deep(String name, int depth) {
    CountDownLatch there = new CountDownLatch(1);
    Thread thread = start(name, () -> neverReturns(there, depth));
    await(there);
    return thread;
  }

  Thread start(String name, Runnable action) {
    Thread thread = new Thread(action, name);
    threads.add(thread);
    thread.start();
    return thread;
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void neverReturns(CountDownLatch there, int depth) {
    if (depth > 0) {
      neverReturns(there, depth - 1);
      return;
    }
    there.countDown();
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException eaten) {
        interrupts.incrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    end.countDown();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
