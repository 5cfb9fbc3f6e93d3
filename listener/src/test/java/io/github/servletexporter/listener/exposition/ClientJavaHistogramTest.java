package io.github.servletexporter.listener.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.BucketLayout;
import io.github.servletexporter.filter.meter.HistogramBackend;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.prometheus.metrics.core.util.Scheduler;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ClientJavaHistogramTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void hasNativeBucketsInAdditionToClassicOnes() {
    Set<Thread> before = schedulerThreads();

    HistogramDataPointSnapshot point = observeHalfASecond(backend(true, false));

    assertThat(point.hasNativeHistogramData()).isTrue();
    assertThat(point.hasClassicHistogramData()).isTrue();
    assertThat(point.getSum()).isEqualTo(0.5);
    assertThat(before).containsAll(schedulerThreads());
  }

  @Test
  void carriesTheTraceIdAndLeavesNoThreadBehind() throws Exception {
    HistogramBackend backend = backend(false, true);
    SpanContext context =
        SpanContext.create(
            TRACE_ID, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());

    HistogramDataPointSnapshot point =
        Context.current().with(Span.wrap(context)).wrap(() -> observeHalfASecond(backend)).call();

    assertThat(point.hasNativeHistogramData()).isFalse();
    assertThat(point.getExemplars().get(0).getLabels().get("trace_id")).isEqualTo(TRACE_ID);
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Scheduler.schedule(() -> thread.complete(Thread.currentThread()), 0, TimeUnit.SECONDS);
    assertThat(schedulerThreads()).contains(thread.get(10, TimeUnit.SECONDS));
    ClientJavaHistogram.stopExemplarThread();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !thread.get().isAlive());
  }

  private static HistogramBackend backend(boolean nativeBuckets, boolean exemplars) {
    return ClientJavaHistogram.factory(nativeBuckets, exemplars)
        .create(
            MetricCatalog.REQUEST_DURATION, BucketLayout.seconds(BucketLayout.DEFAULT_SECONDS), 1);
  }

  private static HistogramDataPointSnapshot observeHalfASecond(HistogramBackend backend) {
    backend.bind("GET", "/a", "200", "").observe(0, 500_000_000);
    return backend.collect().getDataPoints().get(0);
  }

  /** Returns the threads of every copy of the library in this JVM. */
  private static Set<Thread> schedulerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("prometheus-metrics-scheduler"))
        .collect(Collectors.toSet());
  }
}
