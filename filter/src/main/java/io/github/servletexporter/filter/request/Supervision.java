package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.failure.ExceptionListener;
import io.github.servletexporter.filter.guard.QueueDeadline;
import io.github.servletexporter.filter.guard.RejectionListener;
import io.github.servletexporter.filter.route.OwnPage;
import io.github.servletexporter.filter.worker.WorkerObserver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the listener that take part in the handling of requests.
 *
 * @param workers assigns workers to pools and is notified of their start and end
 * @param closeOnOvershoot whether the connection of a request is closed if its worker is due to
 *     end, so that the worker serves no further request of that connection
 * @param deadline the deadline for the time that requests have waited in front of the server
 * @param rejections the listener of refused requests
 * @param exceptions the listener of uncaught exceptions
 * @param slow the listener of requests that have taken long
 * @param upgrades returns the path template of the endpoint that a request was upgraded to, or null
 * @param pages returns servlet-exporter's page that a servlet class has, or null
 * @param traces the source of the traces to which exemplars refer
 */
public record Supervision(
    WorkerObserver workers,
    boolean closeOnOvershoot,
    QueueDeadline deadline,
    RejectionListener rejections,
    ExceptionListener exceptions,
    SlowRequestListener slow,
    Function<HttpServletRequest, @Nullable String> upgrades,
    Function<String, @Nullable OwnPage> pages,
    TraceSource traces) {

  /** Returns the supervision of a filter without a listener. */
  static Supervision none() {
    return new Supervision(
        WorkerObserver.none(),
        true,
        QueueDeadline.off(),
        RejectionListener.none(),
        ExceptionListener.none(),
        SlowRequestListener.none(),
        request -> null,
        servlet -> null,
        TraceSource.none());
  }
}
