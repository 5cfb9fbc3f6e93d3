package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import org.jspecify.annotations.Nullable;

/** Hook with its context, its failures and its call in progress. Thread-safe. */
final class GuardedHook {

  private final LifecycleHook hook;
  private final HookContext context;
  private final HookFailures failures;
  private volatile @Nullable HookCall present;

  GuardedHook(LifecycleHook hook, HookContext context, HookFailures failures) {
    this.hook = hook;
    this.context = context;
    this.failures = failures;
  }

  String name() {
    return hook.getClass().getName();
  }

  HookFailures failures() {
    return failures;
  }

  /** Returns whether a call is in progress; on the hooks' thread, one that was abandoned. */
  boolean isBusy() {
    return present != null;
  }

  /**
   * Calls the hook on the calling thread and waits for its return. Throws nothing.
   *
   * <p>A logger may hang as well as a hook, so logging a failure is part of the call.
   */
  void enter(HookCall call, HookCall.Event event) {
    present = call;
    try {
      event.call(hook, context);
    } catch (Throwable e) { // code of users: even a StackOverflowError is the hook's own
      if (!call.isAbandoned()) {
        failures.failed(call.method(), e);
      }
    } finally {
      present = null;
    }
  }
}
