package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;

/**
 * Receiver of events in the life of workers. Thread-safe; its methods neither wait nor throw, so
 * that the thread of a request may call them.
 */
public interface WorkerEvents {

  /** Reports that a worker has received its first request. */
  void workerStarted(Worker worker);

  /** Reports that a worker has ended. */
  void workerExit(Worker worker, WorkerExitReason reason);

  /** Reports that a request has exceeded {@code worker-timeout}. */
  void workerTimeout(TimedOutRequest request);
}
