package io.github.servletexporter.listener.worker;

import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import io.github.servletexporter.listener.hook.dispatch.WorkerEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Record of the events of workers. */
final class ToldEvents implements WorkerEvents {

  final List<Worker> started = new ArrayList<>();
  final List<Map.Entry<Worker, WorkerExitReason>> ended = new ArrayList<>();
  final List<TimedOutRequest> timedOut = new ArrayList<>();

  @Override
  public synchronized void workerStarted(Worker worker) {
    started.add(worker);
  }

  @Override
  public synchronized void workerExit(Worker worker, WorkerExitReason reason) {
    ended.add(Map.entry(worker, reason));
  }

  @Override
  public synchronized void workerTimeout(TimedOutRequest request) {
    timedOut.add(request);
  }
}
