package io.github.servletexporter.it.standalone.examplehook;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Rejection;
import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import java.lang.System.Logger.Level;

/** Hook as a user would write it: logs every event. */
public final class LoggingHook implements LifecycleHook {

  @Override
  public void onStarting(HookContext context) {
    log(context, "starts with servlet-exporter " + context.moduleVersion());
  }

  @Override
  public void whenReady(HookContext context) {
    log(context, "is ready");
  }

  @Override
  public void workerStarted(HookContext context, Worker worker) {
    log(context, "has worker " + worker.slot() + " of " + worker.pool());
  }

  @Override
  public void workerExit(HookContext context, Worker worker, WorkerExitReason reason) {
    log(context, "has lost worker " + worker.slot() + ": " + reason.label());
  }

  @Override
  public void workerTimeout(HookContext context, TimedOutRequest request) {
    log(context, "is stuck in " + request.method() + " " + request.route());
  }

  @Override
  public void requestRejected(HookContext context, Rejection rejection) {
    log(context, "was kept from a request: " + rejection.kind().label());
  }

  @Override
  public void onExit(HookContext context) {
    log(context, "ends");
  }

  private static void log(HookContext context, String what) {
    context.logger().log(Level.INFO, "example hook: " + context.contextPath() + " " + what);
  }
}
