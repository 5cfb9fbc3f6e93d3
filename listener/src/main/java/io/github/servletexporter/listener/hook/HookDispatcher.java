package io.github.servletexporter.listener.hook;

import io.github.servletexporter.base.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The queue of calls and the one thread that makes them, which another one replaces when it hangs.
 * Thread-safe; no hook and no logger runs under a lock of it.
 */
final class HookDispatcher {

  private static final long POLL_MILLIS = 10;
  private static final long JOIN_MILLIS = 1000;

  private final BlockingQueue<HookCall> calls;
  private final long limitNanos;
  private final ThreadFactory threads;
  private final Ticker ticker;
  private final AtomicReference<@Nullable HookThread> active = new AtomicReference<>();
  private final Set<HookThread> givenUp = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /**
   * Creates a dispatcher without a thread.
   *
   * @param capacity how many calls may wait
   * @param limitNanos how long a call may take
   * @param threads makes the threads
   */
  HookDispatcher(int capacity, long limitNanos, ThreadFactory threads, Ticker ticker) {
    this.calls = new ArrayBlockingQueue<>(capacity);
    this.limitNanos = limitNanos;
    this.threads = threads;
    this.ticker = ticker;
  }

  /** Returns how many calls wait. */
  int waiting() {
    return calls.size();
  }

  /** Adds a call to the queue; returns whether there was room. Never waits. */
  boolean offer(HookCall call) {
    return calls.offer(call);
  }

  /**
   * Sees to it that calls are made: starts the thread when there is none, and replaces the one that
   * has ended or is in a call that takes too long.
   *
   * @throws OutOfMemoryError if there is no thread to be had; the next look tries again
   */
  void look() {
    givenUp.removeIf(HookThread::hasEnded);
    HookThread thread = active.get();
    if (stopped) {
      return;
    }
    if (thread == null || thread.hasEnded()) {
      replace(thread);
    } else {
      giveUpIfHanging(thread);
    }
  }

  private void giveUpIfHanging(HookThread thread) {
    HookCall call = thread.present();
    if (call != null && call.giveUpAfter(limitNanos, ticker)) {
      givenUp.add(thread);
      thread.dismiss();
      try {
        replace(thread);
      } finally {
        call.hook().failures().failed(hangs(call, thread), null);
      }
    }
  }

  private static String hangs(HookCall call, HookThread thread) {
    return String.format(
        "has not returned from %s in time; its thread \"%s\" is interrupted and left alone",
        call.method(), thread.name());
  }

  private void replace(@Nullable HookThread old) {
    active.compareAndSet(old, null);
    HookThread next = new HookThread(calls, ticker, threads);
    if (active.compareAndSet(null, next)) {
      boolean started = false;
      try {
        next.start();
        started = true;
      } finally {
        if (!started) {
          active.compareAndSet(next, null);
        }
      }
    }
  }

  /**
   * Waits until a call is settled, and sees to it that it is: as long as the call before it may
   * take, and as it may itself. Interrupted, or without a thread that could make the call, it
   * doesn't wait.
   */
  void await(HookCall call) {
    long startNanos = ticker.nanos();
    try {
      while (active.get() != null
          && !call.awaitSettled(POLL_MILLIS)
          && ticker.nanos() - startNanos <= 2 * limitNanos) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits, for as long as one call may take, until every call is made; leaves out the rest.
   *
   * @throws OutOfMemoryError if a hanging thread can't be replaced
   */
  void drain() {
    long startNanos = ticker.nanos();
    while (active.get() != null
        && !calls.isEmpty()
        && ticker.nanos() - startNanos <= limitNanos
        && !Thread.currentThread().isInterrupted()) {
      look();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
    leaveOutWaiting();
  }

  private void leaveOutWaiting() {
    List<HookCall> late = new ArrayList<>();
    calls.drainTo(late);
    late.forEach(HookCall::leaveOut);
  }

  /** Ends all threads, hanging ones too; returns those that don't end. Bounded. */
  List<HookThread> stop() {
    stopped = true;
    HookThread last = active.getAndSet(null);
    if (last != null) {
      givenUp.add(last);
    }
    givenUp.forEach(HookThread::dismiss);
    leaveOutWaiting();
    long millisEach = Math.max(1, JOIN_MILLIS / Math.max(1, givenUp.size()));
    return givenUp.stream().filter(thread -> !thread.hasEndedWithin(millisEach)).toList();
  }
}
