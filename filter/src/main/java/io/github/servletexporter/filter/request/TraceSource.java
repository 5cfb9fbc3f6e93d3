package io.github.servletexporter.filter.request;

import io.prometheus.metrics.model.snapshots.Labels;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Source of the traces to which exemplars refer. Thread-safe. */
@FunctionalInterface
public interface TraceSource {

  /** Header field with the trace of the client (W3C Trace Context, section 3.2). */
  String TRACE_PARENT = "traceparent";

  /**
   * Returns the labels of an exemplar for a request that ends on the calling thread, or null if the
   * request belongs to no sampled trace.
   */
  @Nullable Labels of(HttpServletRequest request);

  /** Returns the source of a filter without exemplars. */
  static TraceSource none() {
    return NoTraces.INSTANCE;
  }

  /** Source without traces. */
  enum NoTraces implements TraceSource {
    /** The only instance. */
    INSTANCE;

    @Override
    public @Nullable Labels of(HttpServletRequest request) {
      return null;
    }
  }
}
