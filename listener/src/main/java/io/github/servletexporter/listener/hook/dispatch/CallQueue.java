package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Queue of calls with the one thread that makes them. A thread whose call exceeds its limit is
 * abandoned and replaced. Thread-safe; holds no lock while a hook or a logger runs.
 */
final class CallQueue {

  private static final long POLL_MILLIS = 10;

  private final BlockingQueue<HookCall> calls;
  private final HookSettings.Limits limits;
  private final Ticker ticker;
  private final Function<BlockingQueue<HookCall>, HookThread> threads;
  private final AtomicReference<@Nullable HookThread> active = new AtomicReference<>();
  private final Set<HookThread> abandoned = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /**
   * Creates an empty queue without a thread.
   *
   * @param capacity greatest number of waiting calls
   * @param limits limits on the time of calls and of the end of threads
   * @param ticker source of time for these limits
   * @param threads creates a thread that takes its calls from a queue
   */
  CallQueue(
      int capacity,
      HookSettings.Limits limits,
      Ticker ticker,
      Function<BlockingQueue<HookCall>, HookThread> threads) {
    this.calls = new ArrayBlockingQueue<>(capacity);
    this.limits = limits;
    this.ticker = ticker;
    this.threads = threads;
  }

  /** Returns the number of waiting calls. */
  int waiting() {
    return calls.size();
  }

  /** Adds a call unless the queue is full; returns whether it was added. Never waits. */
  boolean offer(HookCall call) {
    return calls.offer(call);
  }

  /**
   * Starts a thread if there is none, and replaces the present one if it has ended or if its call
   * exceeds the limit.
   *
   * @return whether there is a thread; if the JVM can start none, a later call tries again
   */
  boolean ensureThread() {
    abandoned.removeIf(HookThread::hasEnded);
    HookThread thread = active.get();
    if (stopped) {
      return false;
    }
    if (thread == null || thread.hasEnded()) {
      replace(thread);
    } else {
      abandonIfHanging(thread);
    }
    return active.get() != null;
  }

  private void abandonIfHanging(HookThread thread) {
    HookCall call = thread.present();
    if (call != null && call.abandonAfter(limits.call().toNanos(), ticker)) {
      abandoned.add(thread);
      thread.dismiss();
      try {
        replace(thread);
      } finally {
        call.hook().failures().hangs(call.method(), limits.call());
      }
    }
  }

  /** A concurrent {@link #stop()} either finds the new thread or is noticed here. */
  private void replace(@Nullable HookThread old) {
    active.compareAndSet(old, null);
    HookThread next = threads.apply(calls);
    if (active.compareAndSet(null, next) && (stopped || !next.start())) {
      active.compareAndSet(next, null);
    }
  }

  /**
   * Waits until a call is settled: for as long as the previous call and this one may take. Returns
   * at once if the calling thread is interrupted or there is no thread to make the call.
   */
  void await(HookCall call) {
    long startNanos = ticker.nanos();
    try {
      while (active.get() != null
          && !call.awaitSettled(POLL_MILLIS)
          && ticker.nanos() - startNanos <= 2 * limits.call().toNanos()) {
        ensureThread();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for as long as one call may take until the queue is empty, and drops what is left. */
  void drain() {
    long startNanos = ticker.nanos();
    while (active.get() != null
        && !calls.isEmpty()
        && ticker.nanos() - startNanos <= limits.call().toNanos()
        && !Thread.currentThread().isInterrupted()) {
      ensureThread();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
    dropWaiting();
  }

  private void dropWaiting() {
    List<HookCall> late = new ArrayList<>();
    calls.drainTo(late);
    late.forEach(HookCall::drop);
  }

  /** Ends all threads, hanging ones included, and leaves behind those that do not end in time. */
  void stop() {
    stopped = true;
    HookThread last = active.getAndSet(null);
    if (last != null) {
      abandoned.add(last);
    }
    abandoned.forEach(HookThread::dismiss);
    dropWaiting();
    Duration each = limits.end().dividedBy(Math.max(1, abandoned.size()));
    abandoned.forEach(thread -> thread.awaitEnd(each));
  }
}
