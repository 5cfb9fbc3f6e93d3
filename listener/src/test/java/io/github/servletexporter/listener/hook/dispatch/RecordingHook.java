package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Rejection;
import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hook that records its events and runs the action of a test. */
class RecordingHook implements LifecycleHook {

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = (method, context) -> {};

  @FunctionalInterface
  interface Behaviour {
    void on(String method, HookContext context) throws Exception;
  }

  /** Second class, for tests with hooks of different names. */
  static final class Other extends RecordingHook {}

  RecordingHook does(Behaviour wanted) {
    behaviour = wanted;
    return this;
  }

  List<String> told() {
    return told;
  }

  List<Thread> threads() {
    return threads;
  }

  private void tell(String method, HookContext context, Object... details) throws Exception {
    threads.add(Thread.currentThread());
    told.add(details.length == 0 ? method : method + " " + List.of(details));
    behaviour.on(method, context);
  }

  @Override
  public void onStarting(HookContext context) throws Exception {
    tell("onStarting", context);
  }

  @Override
  public void whenReady(HookContext context) throws Exception {
    tell("whenReady", context);
  }

  @Override
  public void workerStarted(HookContext context, Worker worker) throws Exception {
    tell("workerStarted", context, worker.slot());
  }

  @Override
  public void workerExit(HookContext context, Worker worker, WorkerExitReason reason)
      throws Exception {
    tell("workerExit", context, worker.slot(), reason.label());
  }

  @Override
  public void workerTimeout(HookContext context, TimedOutRequest request) throws Exception {
    tell("workerTimeout", context, request.route());
  }

  @Override
  public void requestRejected(HookContext context, Rejection rejection) throws Exception {
    tell("requestRejected", context, rejection.kind().label(), rejection.violation());
  }

  @Override
  public void onExit(HookContext context) throws Exception {
    tell("onExit", context);
  }
}
