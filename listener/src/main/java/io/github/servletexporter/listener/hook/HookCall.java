package io.github.servletexporter.listener.hook;

import io.github.servletexporter.base.Ticker;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One call of one hook: made on the hooks' thread, given up by whoever finds that it takes too
 * long, and either ended or given up but never both. Thread-safe.
 */
final class HookCall {

  private final GuardedHook hook;
  private final String method;
  private final HookEvent event;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile long startNanos;

  HookCall(GuardedHook hook, String method, HookEvent event) {
    this.hook = hook;
    this.method = method;
    this.event = event;
  }

  private enum State {
    WAITING,
    RUNNING,
    ENDED,
    GIVEN_UP
  }

  GuardedHook hook() {
    return hook;
  }

  String method() {
    return method;
  }

  boolean isGivenUp() {
    return state.get() == State.GIVEN_UP;
  }

  /**
   * Makes the call, unless the hook still hangs in one that was given up. Throws nothing.
   *
   * @return whether this thread may make the next one: not if another has taken its place
   */
  boolean make(Ticker ticker) {
    if (hook.isBusy()) {
      leaveOut();
      return true;
    }
    startNanos = ticker.nanos();
    state.set(State.RUNNING);
    hook.enter(this, event);
    boolean ended = state.compareAndSet(State.RUNNING, State.ENDED);
    settled.countDown();
    return ended;
  }

  /** Ends the call unmade. */
  void leaveOut() {
    hook.failures().untold();
    settled.countDown();
  }

  /** Gives the call up if it has run for longer than the limit; returns whether it did. */
  boolean giveUpAfter(long limitNanos, Ticker ticker) {
    if (state.get() != State.RUNNING
        || ticker.nanos() - startNanos <= limitNanos
        || !state.compareAndSet(State.RUNNING, State.GIVEN_UP)) {
      return false;
    }
    settled.countDown();
    return true;
  }

  /** Waits until the call has ended, or was given up or left out; returns whether it has. */
  boolean awaitSettled(long millis) throws InterruptedException {
    return settled.await(millis, TimeUnit.MILLISECONDS);
  }
}
