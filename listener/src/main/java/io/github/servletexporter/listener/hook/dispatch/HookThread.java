package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread that makes calls one after another until it is dismissed or one of its calls is abandoned.
 * Thread-safe.
 */
final class HookThread implements BackgroundThread.Job {

  private final BlockingQueue<HookCall> calls;
  private final Ticker ticker;
  private final Consumer<Throwable> onFailure;
  private final BackgroundThread thread;
  private volatile @Nullable HookCall present;
  private volatile boolean started;

  /**
   * Creates a thread; does not start it.
   *
   * @param calls queue from which the thread takes its calls
   * @param ticker source of time for the limit of calls
   * @param onFailure receives the error if the JVM can start no thread
   * @param threads creates the background thread that does the work
   */
  HookThread(
      BlockingQueue<HookCall> calls,
      Ticker ticker,
      Consumer<Throwable> onFailure,
      Function<BackgroundThread.Job, BackgroundThread> threads) {
    this.calls = calls;
    this.ticker = ticker;
    this.onFailure = onFailure;
    this.thread = threads.apply(this);
  }

  /** Starts the thread; returns whether the JVM could start it. */
  boolean start() {
    boolean running = thread.start();
    started = true;
    return running;
  }

  @Override
  public boolean step(BackgroundThread self) throws InterruptedException {
    HookCall call = calls.take();
    present = call;
    boolean goesOn = call.make(ticker);
    present = null;
    return goesOn;
  }

  @Override
  public void failed(Throwable failure) {
    onFailure.accept(failure);
  }

  @Override
  public String activity() {
    HookCall call = present;
    return call == null ? "" : "calling " + call.method() + " of hook " + call.hook().name();
  }

  /** Returns the call in progress, or null. */
  @Nullable HookCall present() {
    return present;
  }

  /** Interrupts the call in progress and lets the thread end after it. */
  void dismiss() {
    thread.abandon();
  }

  /** Returns whether the thread was started and has ended, for any reason. */
  boolean hasEnded() {
    return started && !thread.hasThread();
  }

  /** Waits for the end of a dismissed thread; logs a warning if it does not end in time. */
  void awaitEnd(Duration limit) {
    if (!thread.awaitEnd(limit)) {
      thread.warnLeftBehind();
    }
  }
}
