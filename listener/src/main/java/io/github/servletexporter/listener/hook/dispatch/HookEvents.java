package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.filter.guard.RejectionListener;
import io.github.servletexporter.listener.hook.LifecycleHook;
import java.util.List;
import java.util.ServiceLoader;

/** Receiver of all events that hooks are notified of. Thread-safe; throws nothing. */
public sealed interface HookEvents extends WorkerEvents, RejectionListener, AutoCloseable
    permits HookDispatcher, NoHooks {

  /**
   * Returns whether the configuration or a services file names a hook. If this cannot be
   * determined, returns true, so that the loading of the hooks reports the reason.
   *
   * @param loader class loader of the web application
   * @param names class names from the configuration; blank ones are ignored
   */
  static boolean areNeeded(ClassLoader loader, List<String> names) {
    for (String name : names) {
      if (!name.isBlank()) {
        return true;
      }
    }
    try {
      return ServiceLoader.load(LifecycleHook.class, loader).iterator().hasNext();
    } catch (Throwable e) { // ServiceConfigurationError, or any error of class loading
      return true;
    }
  }

  /** Returns the receiver of an application without hooks. */
  static HookEvents ignored() {
    return new NoHooks();
  }

  /**
   * Reports that the web application starts, and waits until each hook has returned or has exceeded
   * its limit.
   */
  void starting();

  /** Reports that the web application has started. */
  void ready();

  /**
   * Abandons a call that exceeds its limit, starts a thread if there is none, and logs the number
   * of dropped events. To be called about once a second.
   */
  void check();

  /**
   * Reports that the web application ends, waits until each hook has returned or has exceeded its
   * limit, and ends the thread. Takes at most the time of one call for the queued events, of one
   * call for each hook, and of the end of the threads. A thread that does not end is left behind
   * with a warning. Further calls have no effect.
   */
  @Override
  void close();
}
