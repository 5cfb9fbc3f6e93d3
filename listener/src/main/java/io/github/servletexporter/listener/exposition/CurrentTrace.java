package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import org.jspecify.annotations.Nullable;

/** Trace of the current thread, if OpenTelemetry is present and has one. */
public final class CurrentTrace {

  private CurrentTrace() {}

  /** Returns the trace id of the current thread, 32 lower-case hexadecimal digits, or null. */
  public static @Nullable String id() {
    SpanContext context = SpanContextSupplier.getSpanContext();
    return context == null ? null : context.getCurrentTraceId();
  }
}
