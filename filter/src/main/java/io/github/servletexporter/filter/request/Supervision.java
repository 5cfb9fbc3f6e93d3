package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.guard.QueueDeadline;
import io.github.servletexporter.filter.worker.WorkerObserver;

/**
 * What accompanies workers and may refuse requests besides their framing.
 *
 * @param workers knows and is told of workers
 * @param closeOnOvershoot whether a request that starts over its worker's limit closes its
 *     connection, so that no further one follows it on the worker
 * @param deadline says how long a request has waited, and whether that is too long
 * @param rejections told of refused requests
 * @param exceptions told of what nobody caught
 */
public record Supervision(
    WorkerObserver workers,
    boolean closeOnOvershoot,
    QueueDeadline deadline,
    RejectionListener rejections,
    ExceptionListener exceptions) {

  /** Returns what there is without a listener: nothing. */
  public static Supervision none() {
    return new Supervision(
        WorkerObserver.none(),
        true,
        QueueDeadline.off(),
        RejectionListener.none(),
        ExceptionListener.none());
  }
}
