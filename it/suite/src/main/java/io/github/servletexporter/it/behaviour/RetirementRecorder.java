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
 * Hook that records the workers that have ended. The exporter creates it by its name, so the record
 * is static and one deployment at a time can use it.
 */
public final class RetirementRecorder implements LifecycleHook {
  private static final Queue<Exit> EXITS = new ConcurrentLinkedQueue<>();

  /** Creates the hook; the exporter calls this constructor. */
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
   * Worker that has ended.
   *
   * @param reason why
   * @param requests the number of requests it had served
   */
  record Exit(WorkerExitReason reason, long requests) {}
}
