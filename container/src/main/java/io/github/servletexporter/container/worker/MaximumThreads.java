package io.github.servletexporter.container.worker;

import java.util.function.IntConsumer;

/**
 * Maximum number of threads of a pool: the configured number, plus one for each worker that has
 * been replaced but has not ended.
 *
 * <p>Thread-safe. All changes, including the call of the pool's own setter, are made while holding
 * one lock, so that the pool's maximum is exact under concurrent calls.
 */
public final class MaximumThreads {

  private int configured;
  private int extra;
  private IntConsumer setter = threads -> {};

  /**
   * Creates the maximum of a pool that is under construction; {@link #applyWith} completes it.
   *
   * @param configured the configured number of threads
   */
  public MaximumThreads(int configured) {
    this.configured = configured;
  }

  /**
   * Sets the pool's own setter, which is called at every change from now on.
   *
   * @param poolSetter the setter of the pool's maximum number of threads
   */
  public synchronized void applyWith(IntConsumer poolSetter) {
    setter = poolSetter;
  }

  /**
   * Changes the configured number of threads.
   *
   * @param threads at least 1
   */
  public synchronized void configure(int threads) {
    setter.accept(threads + extra); // may throw, in which case nothing has changed
    configured = threads;
  }

  /** Returns the configured number of threads. */
  public synchronized int configured() {
    return configured;
  }

  synchronized boolean replace(PoolWorker worker) {
    if (worker.gone || worker.replaced) {
      return false;
    }
    setter.accept(configured + extra + 1);
    extra++;
    worker.replaced = true;
    return true;
  }

  /** Removes the worker's extra thread, if it has one. The worker can no longer be replaced. */
  synchronized void release(PoolWorker worker) {
    if (!worker.gone && worker.replaced) {
      extra--;
      setter.accept(configured + extra);
    }
    worker.gone = true;
  }

  /** Keeps a worker that was about to end. */
  synchronized void keep(PoolWorker worker) {
    worker.gone = false;
    worker.replaced = false;
  }
}
