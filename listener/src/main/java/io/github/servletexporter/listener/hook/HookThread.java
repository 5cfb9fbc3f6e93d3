package io.github.servletexporter.listener.hook;

import io.github.servletexporter.base.Ticker;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A thread that makes calls one after another until it is dismissed or one of them is given up.
 * Thread-safe.
 */
final class HookThread implements Runnable {

  private final BlockingQueue<HookCall> calls;
  private final Ticker ticker;
  private final Thread thread;
  private final @Nullable ClassLoader loader;
  private volatile @Nullable HookCall present;
  private volatile boolean dismissed;

  HookThread(BlockingQueue<HookCall> calls, Ticker ticker, ThreadFactory threads) {
    this.calls = calls;
    this.ticker = ticker;
    this.thread = threads.newThread(this);
    this.loader = thread.getContextClassLoader();
  }

  /** Starts; throws what the JVM throws when it has no thread left. */
  void start() {
    thread.start();
  }

  @Override
  public void run() {
    boolean goesOn = true;
    while (goesOn && !dismissed) {
      try {
        goesOn = makeNext();
      } catch (InterruptedException e) {
        // Dismissed; or a hook has interrupted its own thread, which is no reason to end it.
      }
    }
  }

  private boolean makeNext() throws InterruptedException {
    HookCall call = calls.take();
    thread.setContextClassLoader(loader); // the hook before may have left another one
    present = call;
    boolean goesOn = call.make(ticker);
    present = null;
    return goesOn;
  }

  String name() {
    return thread.getName();
  }

  /** Returns the call that the thread is in, or null. */
  @Nullable HookCall present() {
    return present;
  }

  /** Lets the thread end after the call that it is in, which is interrupted. */
  void dismiss() {
    dismissed = true;
    thread.interrupt();
  }

  /** Returns whether the thread has started and ended, by whatever means. */
  boolean hasEnded() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  /** Waits for the thread's end; returns whether it has come. Interrupted, it doesn't wait. */
  boolean hasEndedWithin(long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
