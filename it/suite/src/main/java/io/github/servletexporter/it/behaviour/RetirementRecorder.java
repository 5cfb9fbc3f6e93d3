package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A hook that writes down which workers have ended. It is made by its name, so what it has seen is
 * static: one deployment at a time uses it.
 */
public final class RetirementRecorder implements LifecycleHook {
  private static final Queue<Exit> EXITS = new ConcurrentLinkedQueue<>();

  /** Creates the hook; the exporter calls it. */
  public RetirementRecorder() {}

  @Override
  public void workerExit(HookContext context, Worker worker, WorkerExitReason reason) {
    EXITS.add(new Exit(reason, worker.requests()));
  }

  static void clear() {
    EXITS.clear();
  }

  static List<Exit> exits() {
    return new ArrayList<>(EXITS);
  }

  /**
   * A worker that has ended.
   *
   * @param reason why
   * @param requests how many requests it had served
   */
  record Exit(WorkerExitReason reason, long requests) {}
}
