package io.github.servletexporter.container.port;

import io.github.servletexporter.container.worker.WorkerRun;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Call into a web application on a thread of its own. Its result contains nothing of the
 * application: an exception is turned into text on that thread. Thread-safe.
 */
final class ForeignCall implements Runnable {

  private static final int MAX_REASON_CHARS = 500;

  private final long startNanos = System.nanoTime();
  private final Thread thread;
  private @Nullable Supplier<?> call;
  private @Nullable Object result;
  private boolean done;

  private ForeignCall(String name, Supplier<?> call) {
    this.call = call;
    this.thread = WorkerRun.newThread(() -> new Thread(null, this, name, 0, false));
    thread.setDaemon(true);
    thread.setContextClassLoader(ForeignCall.class.getClassLoader());
  }

  /** Starts a call. If no thread can be started, the call has failed. */
  static ForeignCall start(String name, Supplier<?> call) {
    ForeignCall started = new ForeignCall(name, call);
    try {
      started.thread.start();
    } catch (Throwable noThread) {
      started.finish(reason(noThread));
    }
    return started;
  }

  @Override
  public void run() {
    Supplier<?> present;
    synchronized (this) {
      present = call;
    }
    if (present != null) {
      finish(result(present));
    }
  }

  private static Object result(Supplier<?> call) {
    try {
      Object result = call.get();
      return result == null ? "no answer" : result;
    } catch (Throwable e) {
      return reason(e);
    }
  }

  private static String reason(Throwable e) {
    try {
      String text = String.valueOf(e);
      return text.length() <= MAX_REASON_CHARS ? text : text.substring(0, MAX_REASON_CHARS);
    } catch (Throwable alsoFailing) {
      return e.getClass().getName();
    }
  }

  private synchronized void finish(Object outcome) {
    if (!done) {
      done = true;
      call = null;
      result = outcome;
      notifyAll();
    }
  }

  synchronized boolean isDone() {
    return done;
  }

  /**
   * Waits for the result until the time limit is over, which starts at the given time or at the
   * start of the call, whichever is earlier.
   *
   * @return the result, or text that states why there is none
   * @throws InterruptedException if the caller is interrupted
   */
  synchronized Object result(long sinceNanos, long limitNanos) throws InterruptedException {
    long sinceStart = Math.min(0, sinceNanos - startNanos);
    long endNanos = startNanos + sinceStart + limitNanos;
    long leftNanos = endNanos - System.nanoTime();
    while (!done && leftNanos > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      leftNanos = endNanos - System.nanoTime();
    }
    return result == null
        ? "no answer within " + TimeUnit.NANOSECONDS.toMillis(limitNanos) + " ms"
        : result;
  }

  /** Ends the call: interrupts its thread and waits for it. Has no effect on an ended one. */
  void end(String reason, long untilNanos) {
    finish(reason);
    if (thread == Thread.currentThread()) {
      return; // the application ends within its own answer
    }
    thread.interrupt();
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, untilNanos - System.nanoTime()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
