package io.github.servletexporter.listener.hook;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells a web application's hooks what happens. Thread-safe; throws nothing.
 *
 * <p>Every hook is called on one thread, which is there when there is a hook. What happens is told
 * through a queue that nobody waits for: requests' threads may call all methods but {@link
 * #starting()}, {@link #look()} and {@link #close()}.
 *
 * <p>The queue is bounded. When it is full the newest event is dropped: how something began is
 * worth more than its thousandth repetition, and a request's thread has nothing to do but to count.
 * Rejections, of which a client can make any number, get half of the queue, so that they never push
 * out what is told of workers.
 */
public final class LifecycleHooks implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(LifecycleHooks.class.getName());
  static final int QUEUED_EVENTS = 1024;

  private final WebApp webApp;
  private final List<GuardedHook> hooks;
  private final HookDispatcher dispatcher;
  private final int rejectionShare;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Creates what calls the hooks; starts nothing.
   *
   * @param hooks called in this order; when there are none, nothing ever happens here
   * @param settings what they are told, and how long they may take
   * @param failureCounter counts one failure of the hook of this class name; thread-safe and quick
   * @param ticker the time that limits are measured with
   */
  public LifecycleHooks(
      List<LifecycleHook> hooks,
      HookSettings settings,
      Consumer<String> failureCounter,
      Ticker ticker) {
    this(hooks, settings, failureCounter, ticker, threads(settings.webApp()));
  }

  LifecycleHooks(
      List<LifecycleHook> hooks,
      HookSettings settings,
      Consumer<String> failureCounter,
      Ticker ticker,
      ThreadFactory threads) {
    this.webApp = settings.webApp();
    this.hooks =
        hooks.stream().map(hook -> guarded(hook, settings, failureCounter, ticker)).toList();
    int capacity = QUEUED_EVENTS * Math.max(1, hooks.size());
    this.rejectionShare = capacity / 2;
    this.dispatcher = new HookDispatcher(capacity, settings.callLimit().toNanos(), threads, ticker);
  }

  private static GuardedHook guarded(
      LifecycleHook hook, HookSettings settings, Consumer<String> failureCounter, Ticker ticker) {
    String name = hook.getClass().getName();
    HookContext context =
        new HookContext(
            settings.webApp().contextPath(),
            settings.configuration(),
            settings.moduleVersion(),
            System.getLogger(name));
    return new GuardedHook(
        hook, context, new HookFailures(settings.webApp(), name, failureCounter, ticker));
  }

  /** Not the creator's: a thread of ours inherits none of a request's or a deployer's locals. */
  private static ThreadFactory threads(WebApp webApp) {
    return task -> {
      String name = ("servlet-exporter-hooks " + webApp.contextPath()).strip();
      Thread thread = new Thread(null, task, name, 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(webApp.loader());
      return thread;
    };
  }

  /** Tells that the web application starts, and waits until each hook has returned or hangs. */
  public void starting() {
    tellAndWait("onStarting", LifecycleHook::onStarting);
  }

  /** Tells that everything has started. */
  public void ready() {
    tell("whenReady", LifecycleHook::whenReady);
  }

  /** Tells of a worker's first request. */
  public void workerStarted(Worker worker) {
    tell("workerStarted", (hook, context) -> hook.workerStarted(context, worker));
  }

  /** Tells of a worker's end. */
  public void workerExit(Worker worker, WorkerExitReason reason) {
    tell("workerExit", (hook, context) -> hook.workerExit(context, worker, reason));
  }

  /** Tells of a request that was found over its time. */
  public void workerTimeout(TimedOutRequest request) {
    tell("workerTimeout", (hook, context) -> hook.workerTimeout(context, request));
  }

  /** Tells of a request that was refused. */
  public void requestRejected(Rejection rejection) {
    if (dispatcher.waiting() < rejectionShare) {
      tell("requestRejected", (hook, context) -> hook.requestRejected(context, rejection));
    } else {
      hooks.forEach(hook -> hook.failures().untold());
    }
  }

  /**
   * Gives up the call that takes too long, gets a thread if one is missing, and logs what was
   * dropped. To be called every second or so by somebody whom it may cost a line in the log.
   */
  public void look() {
    if (hooks.isEmpty() || closed.get()) {
      return;
    }
    withThread(dispatcher::look);
    hooks.forEach(hook -> hook.failures().logUntold());
  }

  /**
   * Tells that the web application ends, waits until each hook has returned or hangs, and ends the
   * thread. Takes at most as long as one call for what is still in the queue, as one for each hook,
   * and a second. A thread that stays is interrupted, named in a warning and left. May be repeated.
   */
  @Override
  public void close() {
    if (hooks.isEmpty() || !closed.compareAndSet(false, true)) {
      return;
    }
    withThread(dispatcher::drain);
    tellAndWait("onExit", LifecycleHook::onExit);
    dispatcher.stop().forEach(this::warnOf);
    hooks.forEach(hook -> hook.failures().logUntold());
  }

  /** Called by requests' threads, too: never waits, never throws. */
  private void tell(String method, HookEvent event) {
    if (closed.get()) {
      return;
    }
    for (GuardedHook hook : hooks) {
      try {
        if (!dispatcher.offer(new HookCall(hook, method, event))) {
          hook.failures().untold();
        }
      } catch (Throwable noMemory) {
        hook.failures().untold();
      }
    }
  }

  private void tellAndWait(String method, HookEvent event) {
    for (GuardedHook hook : hooks) {
      withThread(
          () -> {
            dispatcher.look();
            HookCall call = new HookCall(hook, method, event);
            if (dispatcher.offer(call)) {
              dispatcher.await(call);
            } else {
              call.leaveOut();
            }
          });
    }
  }

  /** The JVM may have no thread left, which the web application and its start and end survive. */
  private void withThread(Runnable step) {
    try {
      step.run();
    } catch (Throwable noThread) {
      hooks.forEach(hook -> hook.failures().failed("can't be called now", noThread));
    }
  }

  private void warnOf(HookThread thread) {
    HookCall call = thread.present();
    String where =
        call == null
            ? "a hook"
            : "hook " + call.hook().name() + ", which has not returned from " + call.method();
    try {
      LOGGER.log(
          Level.WARNING,
          "{0}: thread \"{1}\" of {2}, is left behind; the web application stays in memory until it"
              + " ends",
          webApp,
          thread.name(),
          where);
    } catch (Throwable logging) {
      // A logger that fails; the web application ends all the same.
    }
  }
}
