package io.github.servletexporter.listener.hook;

import org.jspecify.annotations.Nullable;

/** A hook with its context, what goes wrong with it, and the call that it is in. Thread-safe. */
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

  /** Returns whether a call is under way: one that was given up, if the hooks' thread asks. */
  boolean isBusy() {
    return present != null;
  }

  /**
   * Calls the hook on this thread, however long it takes. Throws nothing.
   *
   * <p>A logger may hang as well as the hook; what is logged is therefore a part of the call.
   */
  void enter(HookCall call, HookEvent event) {
    present = call;
    try {
      event.tell(hook, context);
    } catch (Throwable e) { // the user's code: even a StackOverflowError is its own
      if (!call.isGivenUp()) {
        failures.failed("failed in " + call.method(), e);
      }
    } finally {
      present = null;
    }
  }
}
