package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;

/**
 * Events of an application without hooks, which are ignored. Most applications have none, and then
 * need nothing of the {@link HookDispatcher}. Thread-safe.
 */
final class NoHooks implements HookEvents {

  @Override
  public void starting() {}

  @Override
  public void ready() {}

  @Override
  public void check() {}

  @Override
  public void workerStarted(Worker worker) {}

  @Override
  public void workerExit(Worker worker, WorkerExitReason reason) {}

  @Override
  public void workerTimeout(TimedOutRequest request) {}

  @Override
  public void rejected(Kind kind, String detail, int status, String method, String route) {}

  @Override
  public void close() {}
}
