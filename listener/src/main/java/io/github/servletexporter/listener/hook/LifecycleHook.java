package io.github.servletexporter.listener.hook;

/**
 * Extension point for code that reacts to events in the life of a web application and its workers.
 * A hook is notified; it cannot refuse or change anything.
 *
 * <p>To add a hook, implement the methods that you need in a public class with a public constructor
 * without parameters. Then name the class in {@code META-INF/services/}<i>name of this
 * interface</i> in a jar of the web application, or in the configuration key {@code hooks}. Each
 * web application creates one instance of each class. Hooks are called in the order of their {@link
 * #order()}; hooks of equal order are called in the order of their class names.
 *
 * <p>The constructor and {@link #order()} run on the thread that starts the web application. All
 * other methods run on a separate thread, one call at a time, with the web application's class
 * loader as the context class loader. They never run on the thread of a request. An exception that
 * a hook throws is counted in {@code servlet_hook_failures_total} and logged. A call that takes
 * longer than 5 seconds is counted and interrupted; the hook receives no further events until that
 * call returns, and other hooks are called on a new thread in the meantime.
 *
 * <p>The start of the web application waits for {@link #onStarting} and its end waits for {@link
 * #onExit}, at most for that time. The other methods are called shortly after the event. If events
 * arrive faster than the hooks handle them, the newest ones are dropped and counted as failures.
 *
 * <p>A thread, registration or static reference that a hook leaves behind after {@link #onExit}
 * keeps the web application's classes in memory.
 */
public interface LifecycleHook {

  /**
   * Returns the position of the hook among the others: lower values are called first. Called once,
   * when the hook is loaded.
   */
  default int order() {
    return 0;
  }

  /**
   * Called when the web application starts, before its first request.
   *
   * @param context information on the web application
   * @throws Exception if the hook fails; the web application starts nevertheless
   */
  default void onStarting(HookContext context) throws Exception {}

  /**
   * Called when the web application has started and can receive requests.
   *
   * @param context information on the web application
   * @throws Exception if the hook fails
   */
  default void whenReady(HookContext context) throws Exception {}

  /**
   * Called when a thread of the container has received its first request of this web application.
   *
   * @param context information on the web application
   * @param worker the worker at its start
   * @throws Exception if the hook fails
   */
  default void workerStarted(HookContext context, Worker worker) throws Exception {}

  /**
   * Called when a worker has ended.
   *
   * @param context information on the web application
   * @param worker the worker at its end
   * @param reason the reason why it ended
   * @throws Exception if the hook fails
   */
  default void workerExit(HookContext context, Worker worker, WorkerExitReason reason)
      throws Exception {}

  /**
   * Called once for each request that exceeds {@code worker-timeout}.
   *
   * @param context information on the web application
   * @param request the request as it was when it was found; it may still be running
   * @throws Exception if the hook fails
   */
  default void workerTimeout(HookContext context, TimedOutRequest request) throws Exception {}

  /**
   * Called when a request has been rejected before it reached the application.
   *
   * @param context information on the web application
   * @param rejection the request and the reason
   * @throws Exception if the hook fails
   */
  default void requestRejected(HookContext context, Rejection rejection) throws Exception {}

  /**
   * Called when the web application is about to end. No other method is called afterwards.
   *
   * @param context information on the web application
   * @throws Exception if the hook fails; the web application ends nevertheless
   */
  default void onExit(HookContext context) throws Exception {}
}
