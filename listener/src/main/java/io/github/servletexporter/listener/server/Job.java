package io.github.servletexporter.listener.server;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work for a connection that takes a thread: answering a request or a step of the TLS handshake.
 * Thread-safe.
 */
final class Job implements Runnable {

  private final Callable<@Nullable Response> work;
  private final Consumer<Job> onDone;
  private boolean aborted;
  private @Nullable Thread thread;
  private volatile @Nullable Response response;

  /**
   * Creates a job that has not begun.
   *
   * @param work returns the response, or null if there is none yet; throws nothing
   * @param onDone receives this job at its end, unless it is aborted
   */
  Job(Callable<@Nullable Response> work, Consumer<Job> onDone) {
    this.work = work;
    this.onDone = onDone;
  }

  /** Runs the work, unless this is aborted, and leaves no interrupt of an abort behind. */
  @Override
  public void run() {
    if (!begin()) {
      return;
    }
    try {
      response = work.call();
    } catch (Exception e) {
      throw new IllegalStateException("work of the metrics port throws nothing", e);
    } finally {
      if (end()) {
        onDone.accept(this);
      }
    }
  }

  /** Returns the response, or null if there is none yet. */
  @Nullable Response response() {
    return response;
  }

  /** Interrupts the work, or keeps it from beginning. */
  synchronized void abort() {
    aborted = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized boolean begin() {
    thread = Thread.currentThread();
    return !aborted;
  }

  /** Returns whether the work was not aborted. */
  private synchronized boolean end() {
    thread = null;
    if (aborted) {
      Thread.interrupted();
    }
    return !aborted;
  }
}
