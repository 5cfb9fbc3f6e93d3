package io.github.servletexporter.listener.exposition;

import io.github.servletexporter.filter.request.TraceSource;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Trace of the current thread, if OpenTelemetry is present and has one, or of a request. */
public final class CurrentTrace {

  private CurrentTrace() {}

  /** Returns the trace id of the current thread, 32 lower-case hexadecimal digits, or null. */
  public static @Nullable String id() {
    SpanContext context = SpanContextSupplier.getSpanContext();
    return context == null ? null : context.getCurrentTraceId();
  }

  /**
   * Returns the labels of an exemplar for a request: the current span of OpenTelemetry, or the span
   * that the client names in the header field {@code traceparent}. Null if there is no trace, or if
   * it is not recorded.
   */
  public static @Nullable Labels of(HttpServletRequest request) {
    SpanContext context = SpanContextSupplier.getSpanContext();
    String traceId = context == null ? null : context.getCurrentTraceId();
    String spanId = context == null ? null : context.getCurrentSpanId();
    if (context != null && traceId != null && spanId != null) {
      if (!context.isCurrentSpanSampled()) {
        return null;
      }
      context.markCurrentSpanAsExemplar();
      return labels(traceId, spanId);
    }
    TraceParent parent = TraceParent.parse(request.getHeader(TraceSource.TRACE_PARENT));
    return parent == null || !parent.sampled() ? null : labels(parent.traceId(), parent.spanId());
  }

  private static Labels labels(String traceId, String spanId) {
    return Labels.of(Exemplar.TRACE_ID, traceId, Exemplar.SPAN_ID, spanId);
  }
}
