package io.github.servletexporter.listener;

import io.github.servletexporter.filter.request.RejectionListener;
import io.github.servletexporter.filter.worker.WorkerObserver.EndedWorker;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.listener.hook.LifecycleHooks;
import io.github.servletexporter.listener.hook.Rejection;
import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import io.github.servletexporter.listener.watchdog.StuckRequest;
import io.github.servletexporter.listener.watchdog.StuckRequestListener;
import io.github.servletexporter.listener.worker.WorkerEvents;
import java.time.Duration;

/** Tells hooks what happens to workers and requests, in their own words. Thread-safe. */
final class HookEvents implements WorkerEvents, RejectionListener, StuckRequestListener {

  private final LifecycleHooks hooks;

  HookEvents(LifecycleHooks hooks) {
    this.hooks = hooks;
  }

  @Override
  public void started(WorkerSlot slot) {
    hooks.workerStarted(
        new Worker(slot.pool(), slot.number(), slot.thread().getName(), 0, Duration.ZERO));
  }

  @Override
  public void ended(EndedWorker worker) {
    hooks.workerExit(
        new Worker(
            worker.pool(),
            worker.number(),
            worker.threadName(),
            worker.requests(),
            Duration.ofNanos(Math.max(0, worker.ageNanos()))),
        WorkerExitReason.valueOf(worker.reason().name()));
  }

  @Override
  public void stuckFound(StuckRequest request) {
    hooks.workerTimeout(
        new TimedOutRequest(
            request.pool(),
            request.threadName(),
            request.method(),
            request.route(),
            request.age(),
            request.stack()));
  }

  @Override
  public void rejected(Kind kind, String detail, int status, String method, String route) {
    hooks.requestRejected(
        new Rejection(Rejection.Kind.valueOf(kind.name()), detail, status, method, route));
  }
}
