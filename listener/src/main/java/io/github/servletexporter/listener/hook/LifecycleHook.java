package io.github.servletexporter.listener.hook;

/**
 * A hook: is told what happens to a web application and its workers, and can refuse none of it.
 *
 * <p>Implement what you need in a public class with a public constructor without parameters, and
 * name the class in {@code META-INF/services/}<i>this interface</i> of a jar that the web
 * application sees, or in the setting {@code hooks}. A web application makes one object of each
 * class. Hooks are told in the order of {@link #order()}, and then of their class names.
 *
 * <p>All methods but the constructor and {@link #order()} are called on a thread of their own, with
 * the web application's class loader as its context class loader; never on a request's thread, and
 * never two at a time. What one of them throws is counted in {@code servlet_hook_failures_total}
 * and logged. A call that takes longer than its limit, 5 seconds unless set otherwise, is counted,
 * interrupted and left alone: the hook is told nothing more until that call has ended, and
 * everybody else goes on without it.
 *
 * <p>{@link #onStarting} and {@link #onExit} have ended, or are over their limit, before the web
 * application's start or end goes on. The others come a moment after what they tell of. When they
 * come faster than hooks can take them, the newest are dropped and counted as failures.
 *
 * <p>A thread, a registration or a static that a hook leaves behind after {@link #onExit} keeps the
 * web application in memory.
 */
public interface LifecycleHook {

  /** Returns the hook's place: lower ones come first. Read once, when the hook is loaded. */
  default int order() {
    return 0;
  }

  /**
   * The web application is starting; no request has come.
   *
   * @param context what the hook may know of the web application
   * @throws Exception if the hook fails, which the start survives
   */
  default void onStarting(HookContext context) throws Exception {}

  /**
   * Everything of ours has started; requests may come from now on.
   *
   * @param context what the hook may know of the web application
   * @throws Exception if the hook fails
   */
  default void whenReady(HookContext context) throws Exception {}

  /**
   * A thread of the container has served its first request in this web application.
   *
   * @param context what the hook may know of the web application
   * @param worker the worker as it began
   * @throws Exception if the hook fails
   */
  default void workerStarted(HookContext context, Worker worker) throws Exception {}

  /**
   * A worker has ended.
   *
   * @param context what the hook may know of the web application
   * @param worker the worker as it was at its end
   * @param reason why it ended
   * @throws Exception if the hook fails
   */
  default void workerExit(HookContext context, Worker worker, WorkerExitReason reason)
      throws Exception {}

  /**
   * A request has been found to run for longer than {@code worker-timeout}; told once of each.
   *
   * @param context what the hook may know of the web application
   * @param request the request, which still ran when it was found
   * @throws Exception if the hook fails
   */
  default void workerTimeout(HookContext context, TimedOutRequest request) throws Exception {}

  /**
   * A request has been refused before the application saw it.
   *
   * @param context what the hook may know of the web application
   * @param rejection what was refused, and why
   * @throws Exception if the hook fails
   */
  default void requestRejected(HookContext context, Rejection rejection) throws Exception {}

  /**
   * The web application is about to end; nothing is told after this.
   *
   * @param context what the hook may know of the web application
   * @throws Exception if the hook fails, which the end survives
   */
  default void onExit(HookContext context) throws Exception {}
}
