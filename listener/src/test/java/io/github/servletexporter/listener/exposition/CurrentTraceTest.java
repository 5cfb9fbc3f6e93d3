package io.github.servletexporter.listener.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.prometheus.metrics.model.snapshots.Labels;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CurrentTraceTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";

  @Test
  void isThatOfTheCurrentSpan() throws Exception {
    assertThat(during(TraceFlags.getSampled())).isEqualTo(TRACE_ID + "/" + SPAN_ID);
    assertThat(during(TraceFlags.getDefault())).isNull();
  }

  @Test
  void isThatOfTheHeaderWithoutASpan() {
    String other = "4bf92f3577b34da6a3ce929d0e0e4736";
    assertThat(trace(request("00-" + other + "-" + SPAN_ID + "-01")))
        .isEqualTo(other + "/" + SPAN_ID);
    assertThat(trace(request("00-" + other + "-" + SPAN_ID + "-00"))).isNull();
    assertThat(trace(request("<script>"))).isNull();
    assertThat(trace(request(null))).isNull();
  }

  private static @Nullable String during(TraceFlags flags) throws Exception {
    SpanContext span = SpanContext.create(TRACE_ID, SPAN_ID, flags, TraceState.getDefault());
    return Context.current()
        .with(Span.wrap(span))
        .wrap(() -> trace(request("00-4bf92f3577b34da6a3ce929d0e0e4736-" + SPAN_ID + "-01")))
        .call();
  }

  private static @Nullable String trace(HttpServletRequest request) {
    Labels labels = CurrentTrace.of(request);
    return labels == null ? null : labels.get("trace_id") + "/" + labels.get("span_id");
  }

  private static HttpServletRequest request(@Nullable String traceParent) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            CurrentTraceTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("getHeader");
              assertThat(arguments).containsExactly("traceparent");
              return traceParent;
            });
  }
}
