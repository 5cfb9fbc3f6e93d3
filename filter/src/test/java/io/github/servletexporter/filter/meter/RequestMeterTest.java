package io.github.servletexporter.filter.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RequestMeterTest {

  private static final int GET = HttpMethods.defaults().indexOf("GET");

  private final RequestMeter meter = meter(4);

  @Test
  void putsAValueOnABoundIntoItsBucket() {
    RouteSeries route = meter.route("/a");

    meter.duration(route, GET, 200, ErrorTypes.NONE).observe(0, 5_000_000);
    meter.duration(route, GET, 200, ErrorTypes.NONE).observe(1, 5_000_001);
    meter.duration(route, GET, 200, ErrorTypes.NONE).observe(2, 60_000_000_000L);

    HistogramDataPointSnapshot point = durations().getDataPoints().get(0);
    assertThat(point.getClassicBuckets().getCount(0)).isEqualTo(1);
    assertThat(point.getClassicBuckets().getCount(1)).isEqualTo(1);
    assertThat(point.getClassicBuckets().getCount(14)).isEqualTo(1);
    assertThat(point.getCount()).isEqualTo(3);
    assertThat(point.getSum()).isEqualTo(60.010000001);
  }

  @Test
  void losesNothingWhenManyThreadsWriteOneSeriesDuringScrapes() throws Exception {
    int threads = 8;
    int perThread = 50_000;
    RouteSeries route = meter.route("/a");
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> writers = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int writer = thread < 3 ? thread : -1 - thread % 3; // some have cells of their own
        writers.add(
            () -> {
              for (int i = 0; i < perThread; i++) {
                meter.duration(route, GET, 200, ErrorTypes.NONE).observe(writer, 1);
                if (i % 5_000 == 0) {
                  meter.collect();
                }
              }
              return null;
            });
      }
      for (Future<Void> writer : executor.invokeAll(writers)) {
        writer.get();
      }
    } finally {
      executor.shutdownNow();
    }

    assertThat(durations().getDataPoints()).hasSize(1);
    assertThat(durations().getDataPoints().get(0).getCount()).isEqualTo(threads * perThread);
    assertThat(durations().getDataPoints().get(0).getSum()).isEqualTo(threads * perThread / 1e9);
  }

  @Test
  void keepsOneExemplarForEachClassicBucketForTenSeconds() {
    HistogramDataPoint point = meter.duration(meter.route("/a"), GET, 200, ErrorTypes.NONE);
    long tenSeconds = 10_000_000_000L;
    assertThat(point.needsExemplar(1, 0)).isTrue();

    point.addExemplar(1, 0, Labels.of("trace_id", "a"));
    point.addExemplar(tenSeconds, 0, Labels.of("trace_id", "b"));

    assertThat(point.needsExemplar(2, tenSeconds - 1)).isFalse();
    assertThat(point.needsExemplar(2, tenSeconds)).isTrue();
    assertThat(point.needsExemplar(6_000_000, 1)).isTrue();
    Exemplars exemplars = durations().getDataPoints().get(0).getExemplars();
    assertThat(exemplars.size()).isEqualTo(2);
    assertThat(exemplars.get(1).getLabels().get("trace_id")).isEqualTo("b");
    assertThat(exemplars.get(1).getValue()).isEqualTo(10);
    assertThat(exemplars.get(1).hasTimestamp()).isTrue();
  }

  @Test
  void recordsRoutesBeyondTheLimitInOneRouteAndCountsThem() {
    for (int i = 0; i < 4; i++) {
      meter.duration(meter.route("/" + i), GET, 200, ErrorTypes.NONE).observe(0, 1);
    }

    for (int i = 0; i < 10; i++) {
      meter.duration(meter.route("/0"), GET, 500, "com.example.E" + i).observe(0, 1);
    }

    assertThat(durations().getDataPoints()).hasSize(5);
    assertThat(durations().getDataPoints())
        .anySatisfy(
            point -> {
              assertThat(point.getLabels().get("http_route")).isEqualTo("_other");
              assertThat(point.getLabels().get("error_type")).isEqualTo("_OTHER");
              assertThat(point.getCount()).isEqualTo(10);
            });
    assertThat(counter("servlet_metrics_series_dropped", "http_server_request_duration_seconds"))
        .isEqualTo(10);
  }

  @Test
  void limitsTheSeriesOfACounter() {
    for (int i = 0; i < 10; i++) {
      meter.asyncTimeout("/route" + i);
    }

    assertThat(find("http_server_async_timeouts").getDataPoints()).hasSize(5);
    assertThat(counter("http_server_async_timeouts", "_other")).isEqualTo(6);
    assertThat(counter("servlet_metrics_series_dropped", "http_server_async_timeouts_total"))
        .isEqualTo(6);
  }

  @Test
  void exposesFamiliesOfTheCatalogueOnly() {
    assertThat(
            MetricCatalog.all().stream()
                .map(definition -> definition.metadata().getName())
                .toList())
        .containsAll(
            meter.collect().stream().map(snapshot -> snapshot.getMetadata().getName()).toList());
  }

  private static RequestMeter meter(int maxSeries) {
    return new RequestMeter(
        new MeterConfig(BucketLayout.DEFAULT_SECONDS, maxSeries, HttpMethods.defaults()));
  }

  private HistogramSnapshot durations() {
    return (HistogramSnapshot) find("http_server_request_duration_seconds");
  }

  private double counter(String name, String labelValue) {
    return ((CounterSnapshot) find(name))
        .getDataPoints().stream()
            .filter(
                point -> point.getLabels().stream().anyMatch(l -> l.getValue().equals(labelValue)))
            .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
            .sum();
  }

  private MetricSnapshot find(String name) {
    return meter.collect().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
