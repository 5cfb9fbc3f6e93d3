package io.github.servletexporter.container;

import java.util.function.IntConsumer;

/**
 * How many threads a pool may have: what its user configured, and one more for each worker in whose
 * place another serves.
 *
 * <p>Thread-safe. Everything happens under one lock, the pool's own setter included, so that the
 * pool's number is exact however calls race.
 */
public final class MaximumThreads {

  private int configured;
  private int extra;
  private IntConsumer setter = threads -> {};

  /**
   * A maximum of a pool that is still being built; call {@link #applyWith} when it is there.
   *
   * @param configured what the pool's user configured
   */
  public MaximumThreads(int configured) {
    this.configured = configured;
  }

  /**
   * Gives the pool's own setter, which is called at every change from now on.
   *
   * @param poolSetter takes the number of threads that the pool may have
   */
  public synchronized void applyWith(IntConsumer poolSetter) {
    setter = poolSetter;
  }

  /**
   * Changes what the pool's user configured.
   *
   * @param threads at least 1
   */
  public synchronized void configure(int threads) {
    setter.accept(threads + extra); // may refuse; then nothing has changed
    configured = threads;
  }

  /** Returns what the pool's user configured. */
  public synchronized int configured() {
    return configured;
  }

  synchronized boolean replace(Worker worker) {
    if (worker.gone || worker.replaced) {
      return false;
    }
    setter.accept(configured + extra + 1);
    extra++;
    worker.replaced = true;
    return true;
  }

  /** Takes the worker's extra thread back, if it has one; from now on it gets none. */
  synchronized void release(Worker worker) {
    if (!worker.gone && worker.replaced) {
      extra--;
      setter.accept(configured + extra);
    }
    worker.gone = true;
  }

  /** A worker that was about to end stays after all. */
  synchronized void keep(Worker worker) {
    worker.gone = false;
    worker.replaced = false;
  }
}
