package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.guard.QueueDeadline;
import io.github.servletexporter.filter.worker.WorkerObserver;

/**
 * Parts of the listener that take part in the handling of requests.
 *
 * @param workers assigns workers to pools and is notified of their start and end
 * @param closeOnOvershoot whether the connection of a request is closed if its worker is due to
 *     end, so that the worker serves no further request of that connection
 * @param deadline the deadline for the time that requests have waited in front of the server
 * @param rejections the listener of refused requests
 * @param exceptions the listener of uncaught exceptions
 */
public record Supervision(
    WorkerObserver workers,
    boolean closeOnOvershoot,
    QueueDeadline deadline,
    RejectionListener rejections,
    ExceptionListener exceptions) {

  /** Returns the supervision of a filter without a listener. */
  static Supervision none() {
    return new Supervision(
        WorkerObserver.none(),
        true,
        QueueDeadline.off(),
        RejectionListener.none(),
        ExceptionListener.none());
  }
}
