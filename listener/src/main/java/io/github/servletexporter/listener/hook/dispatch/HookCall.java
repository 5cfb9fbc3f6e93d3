package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One call of one hook. The hooks' thread makes it, and any thread may abandon it when it takes too
 * long; it either ends or is abandoned, never both. Thread-safe.
 */
final class HookCall {

  private final GuardedHook hook;
  private final String method;
  private final Event event;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile long startNanos;

  HookCall(GuardedHook hook, String method, Event event) {
    this.hook = hook;
    this.method = method;
    this.event = event;
  }

  /** Call of one method of {@link LifecycleHook} with its arguments. */
  @FunctionalInterface
  interface Event {
    void call(LifecycleHook hook, HookContext context) throws Throwable;
  }

  private enum State {
    WAITING,
    RUNNING,
    ENDED,
    ABANDONED
  }

  GuardedHook hook() {
    return hook;
  }

  /** Returns the name of the hook's method. */
  String method() {
    return method;
  }

  boolean isAbandoned() {
    return state.get() == State.ABANDONED;
  }

  /**
   * Makes the call, unless the hook is still in a call that was abandoned. Throws nothing.
   *
   * @return whether this thread may make the next call: not if it was replaced in the meantime
   */
  boolean make(Ticker ticker) {
    if (hook.isBusy()) {
      drop();
      return true;
    }
    startNanos = ticker.nanos();
    state.set(State.RUNNING);
    hook.enter(this, event);
    boolean ended = state.compareAndSet(State.RUNNING, State.ENDED);
    settled.countDown();
    return ended;
  }

  /** Settles the call without making it. */
  void drop() {
    hook.failures().dropped();
    settled.countDown();
  }

  /** Abandons the call if it has run for longer than the limit; returns whether it did. */
  boolean abandonAfter(long limitNanos, Ticker ticker) {
    if (state.get() != State.RUNNING
        || ticker.nanos() - startNanos <= limitNanos
        || !state.compareAndSet(State.RUNNING, State.ABANDONED)) {
      return false;
    }
    settled.countDown();
    return true;
  }

  /** Waits until the call has ended or was abandoned or dropped; returns whether it is. */
  boolean awaitSettled(long millis) throws InterruptedException {
    return settled.await(millis, TimeUnit.MILLISECONDS);
  }
}
