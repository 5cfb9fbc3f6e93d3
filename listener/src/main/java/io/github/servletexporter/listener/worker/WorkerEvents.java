package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.EndedWorker;
import io.github.servletexporter.filter.worker.WorkerSlot;

/** Is told of workers that come and go, on threads that must not wait. Thread-safe. */
public interface WorkerEvents {

  /** A thread serves its first request. */
  void started(WorkerSlot slot);

  /** A worker's thread has ended. */
  void ended(EndedWorker worker);
}
