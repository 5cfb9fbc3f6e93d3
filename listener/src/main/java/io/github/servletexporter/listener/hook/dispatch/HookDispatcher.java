package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Rejection;
import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Dispatcher that reports events to the hooks of a web application. Thread-safe; throws nothing.
 *
 * <p>All hooks are called on one thread, which exists only if there are hooks. Events reach it
 * through a queue for which no caller waits, so all methods except {@link #starting()}, {@link
 * #check()} and {@link #close()} may be called on the threads of requests.
 *
 * <p>The queue is bounded. When it is full, the newest event is dropped: the beginning of a problem
 * is worth more than its thousandth repetition, and the thread of a request only has to count.
 * Rejections, of which a client can cause any number, may use half of the queue, so that they never
 * displace events of workers.
 */
public final class HookDispatcher implements HookEvents {

  static final int QUEUED_EVENTS = 1024;

  private static final String PURPOSE = "hooks";
  private static final BackgroundThread.CloseLimits NO_WAIT =
      new BackgroundThread.CloseLimits(Duration.ZERO, Duration.ZERO);

  private final List<GuardedHook> hooks;
  private final CallQueue queue;
  private final int rejectionShare;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Creates a dispatcher; starts no thread.
   *
   * @param hooks hooks in the order of their calls; if there are none, the dispatcher does nothing
   * @param settings settings for the calls
   * @param failureCounter counts a failure of the hook with the given class name; fast and
   *     thread-safe
   * @param ticker source of time for the limits
   */
  public HookDispatcher(
      List<LifecycleHook> hooks,
      HookSettings settings,
      Consumer<String> failureCounter,
      Ticker ticker) {
    this(
        hooks,
        settings,
        new Resources(
            failureCounter, ticker, BackgroundThread.factory(settings.webApp(), PURPOSE, null)));
  }

  HookDispatcher(List<LifecycleHook> hooks, HookSettings settings, Resources resources) {
    this.hooks = hooks.stream().map(hook -> guarded(hook, settings, resources)).toList();
    int capacity = QUEUED_EVENTS * Math.max(1, hooks.size());
    this.rejectionShare = capacity / 2;
    this.queue =
        new CallQueue(
            capacity,
            settings.limits(),
            resources.ticker(),
            calls -> thread(calls, settings.webApp(), resources));
  }

  /**
   * Means by which a dispatcher works.
   *
   * @param failureCounter counts a failure of the hook with the given class name
   * @param ticker source of time
   * @param threads creates threads
   */
  record Resources(Consumer<String> failureCounter, Ticker ticker, ThreadFactory threads) {}

  private static GuardedHook guarded(
      LifecycleHook hook, HookSettings settings, Resources resources) {
    String name = hook.getClass().getName();
    WebApp webApp = settings.webApp();
    HookContext context =
        new HookContext(
            webApp.contextPath(),
            settings.configuration(),
            settings.moduleVersion(),
            System.getLogger(name));
    return new GuardedHook(
        hook,
        context,
        new HookFailures(webApp, name, resources.failureCounter(), resources.ticker()));
  }

  private HookThread thread(BlockingQueue<HookCall> calls, WebApp webApp, Resources resources) {
    return new HookThread(
        calls,
        resources.ticker(),
        this::withoutThread,
        job -> new BackgroundThread(webApp, resources.threads(), job, NO_WAIT));
  }

  @Override
  public void starting() {
    dispatchAndWait("onStarting", LifecycleHook::onStarting);
  }

  @Override
  public void ready() {
    dispatch("whenReady", LifecycleHook::whenReady);
  }

  @Override
  public void workerStarted(Worker worker) {
    dispatch("workerStarted", (hook, context) -> hook.workerStarted(context, worker));
  }

  @Override
  public void workerExit(Worker worker, WorkerExitReason reason) {
    dispatch("workerExit", (hook, context) -> hook.workerExit(context, worker, reason));
  }

  @Override
  public void workerTimeout(TimedOutRequest request) {
    dispatch("workerTimeout", (hook, context) -> hook.workerTimeout(context, request));
  }

  @Override
  public void rejected(Kind kind, String detail, int status, String method, String route) {
    requestRejected(new Rejection(kindOf(kind), detail, status, method, route));
  }

  private static Rejection.Kind kindOf(Kind kind) {
    return switch (kind) {
      case FRAMING -> Rejection.Kind.FRAMING;
      case DRAIN -> Rejection.Kind.DRAIN;
      case DEADLINE -> Rejection.Kind.DEADLINE;
    };
  }

  /** Reports that a request was rejected. */
  void requestRejected(Rejection rejection) {
    if (queue.waiting() < rejectionShare) {
      dispatch("requestRejected", (hook, context) -> hook.requestRejected(context, rejection));
    } else {
      hooks.forEach(hook -> hook.failures().dropped());
    }
  }

  @Override
  public void check() {
    if (hooks.isEmpty() || closed.get()) {
      return;
    }
    guarded(queue::ensureThread);
    hooks.forEach(hook -> hook.failures().logDropped());
  }

  @Override
  public void close() {
    if (hooks.isEmpty() || !closed.compareAndSet(false, true)) {
      return;
    }
    guarded(queue::drain);
    dispatchAndWait("onExit", LifecycleHook::onExit);
    queue.stop();
    hooks.forEach(hook -> hook.failures().logDropped());
  }

  /** Called on the threads of requests as well: never waits, never throws. */
  private void dispatch(String method, HookCall.Event event) {
    if (closed.get()) {
      return;
    }
    for (GuardedHook hook : hooks) {
      try {
        if (!queue.offer(new HookCall(hook, method, event))) {
          hook.failures().dropped();
        }
      } catch (Throwable noMemory) {
        hook.failures().dropped();
      }
    }
  }

  private void dispatchAndWait(String method, HookCall.Event event) {
    for (GuardedHook hook : hooks) {
      guarded(() -> callAndWait(new HookCall(hook, method, event)));
    }
  }

  private void callAndWait(HookCall call) {
    if (!queue.ensureThread()) {
      return; // reported already
    }
    if (queue.offer(call)) {
      queue.await(call);
    } else {
      call.drop();
    }
  }

  /** Runs a step that may fail for lack of memory, which must not stop the web application. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      withoutThread(e);
    }
  }

  private void withoutThread(Throwable failure) {
    hooks.forEach(hook -> hook.failures().withoutThread(failure));
  }
}
