package io.github.servletexporter.listener.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GunicornNamesTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  private final GunicornNames names = new GunicornNames(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void addsTheAliasesAfterTheFamilies() throws IOException {
    CounterSnapshot ours =
        counter(MetricCatalog.WORKER_REQUESTS, point(7, "pool", "qtp", "worker", "3"));

    assertThat(names.apply(MetricSnapshots.of(ours))).contains(ours);
    assertThat(oldLines(ours))
        .containsExactly("gunicorn_worker_requests_total{worker_id=\"qtp-3\"} 7.0");
  }

  @Test
  void countsFailedRequestsByWorker() throws IOException {
    CounterSnapshot failed =
        counter(
            MetricCatalog.WORKER_FAILED_REQUESTS,
            point(2, "pool", "qtp", "worker", "0"),
            point(1, "pool", "other", "worker", "0"));

    assertThat(oldLines(failed))
        .containsExactly(
            "gunicorn_worker_failed_requests_total{worker_id=\"other-0\"} 1.0",
            "gunicorn_worker_failed_requests_total{worker_id=\"qtp-0\"} 2.0");
  }

  @Test
  void exposesStateAndUptimeOfAWorker() throws IOException {
    GaugeSnapshot start =
        gauge(
            MetricCatalog.WORKER_START_TIME.metadata(),
            new GaugeDataPointSnapshot(990.5, Labels.of("pool", "qtp", "worker", "0"), null));

    assertThat(oldLines(start))
        .containsExactly(
            "gunicorn_worker_state{state=\"running\",worker_id=\"qtp-0\"} 1.0",
            "gunicorn_worker_uptime_seconds{worker_id=\"qtp-0\"} 9.5");
  }

  @Test
  void exposesNoNegativeUptime() throws IOException {
    GaugeSnapshot start =
        gauge(
            MetricCatalog.WORKER_START_TIME.metadata(),
            new GaugeDataPointSnapshot(1_000.2, Labels.of("pool", "qtp", "worker", "0"), null));

    assertThat(oldLines(start)).contains("gunicorn_worker_uptime_seconds{worker_id=\"qtp-0\"} 0.0");
  }

  @Test
  void countsExceptionsInTotalAndHandledOnesByRoute() throws IOException {
    CounterSnapshot exceptions =
        counter(
            MetricCatalog.EXCEPTIONS,
            point(3, "exception_type", "A", "http_route", "/a", "handled", "false"),
            point(4, "exception_type", "B", "http_route", "/b", "handled", "true"));

    assertThat(oldLines(exceptions))
        .containsExactly(
            "gunicorn_exceptions_total 7.0",
            "gunicorn_worker_error_handling_total{endpoint=\"/b\",error_type=\"B\",worker_id=\"all\"}"
                + " 4.0");
  }

  @Test
  void addsUpRestartsOfAllPools() throws IOException {
    CounterSnapshot recycles =
        counter(
            MetricCatalog.WORKER_RECYCLES,
            point(3, "pool", "one", "reason", "max_requests"),
            point(4, "pool", "two", "reason", "max_requests"),
            point(0, "pool", "two", "reason", "stuck"));

    assertThat(oldLines(recycles))
        .containsExactly(
            "gunicorn_worker_restart_total{reason=\"max_requests\",worker_id=\"all\"} 7.0",
            "gunicorn_worker_restart_total{reason=\"stuck\",worker_id=\"all\"} 0.0",
            "gunicorn_worker_restart_count_total{reason=\"max_requests\",worker_id=\"all\"} 7.0",
            "gunicorn_worker_restart_count_total{reason=\"stuck\",worker_id=\"all\"} 0.0");
  }

  @Test
  void countsInstancesAsWorkersOfTheMaster() throws IOException {
    CounterSnapshot exits = counter(MetricCatalog.INSTANCE_EXITS, point(2, "reason", "unclean"));

    assertThat(oldLines(exits))
        .containsExactly("gunicorn_master_worker_restart_total{reason=\"unclean\"} 2.0");
  }

  @Test
  void exposesTheMemoryOfTheProcessOnce() throws IOException {
    GaugeSnapshot memory =
        gauge(
            new MetricMetadata("process_resident_memory_bytes"),
            new GaugeDataPointSnapshot(5e6, Labels.EMPTY, null));

    assertThat(oldLines(memory))
        .containsExactly("gunicorn_worker_memory_bytes{worker_id=\"all\"} 5000000.0");
  }

  @Test
  void addsUpDurationsInOneHistogram() throws IOException {
    HistogramSnapshot durations =
        histogram(
            MetricCatalog.REQUEST_DURATION, seriesOf("/a", 2, 1, 0.75), seriesOf("/b", 1, 0, 0.25));

    assertThat(oldLines(durations))
        .containsExactly(
            "gunicorn_worker_request_duration_seconds_bucket{worker_id=\"all\",le=\"0.5\"} 3",
            "gunicorn_worker_request_duration_seconds_bucket{worker_id=\"all\",le=\"+Inf\"} 4",
            "gunicorn_worker_request_duration_seconds_count{worker_id=\"all\"} 4",
            "gunicorn_worker_request_duration_seconds_sum{worker_id=\"all\"} 1.0");
  }

  @Test
  void addsUpBodySizesInOneHistogramEach() throws IOException {
    HistogramSnapshot requests =
        histogram(MetricCatalog.REQUEST_BODY_SIZE, seriesOf("/a", 1, 0, 0.5));
    HistogramSnapshot responses =
        histogram(MetricCatalog.RESPONSE_BODY_SIZE, seriesOf("/a", 2, 0, 0.5));

    assertThat(oldLines(requests, responses))
        .contains(
            "gunicorn_worker_request_size_bytes_count{worker_id=\"all\"} 1",
            "gunicorn_worker_response_size_bytes_count{worker_id=\"all\"} 2");
  }

  @Test
  void addsNoAliasWithoutData() {
    assertThat(names.apply(MetricSnapshots.of())).isEmpty();
  }

  @Test
  void doesNotReplaceAFamilyOfTheScrape() throws IOException {
    CounterSnapshot applications =
        new CounterSnapshot(
            new MetricMetadata("gunicorn_worker_requests"), List.of(point(1, "from", "elsewhere")));
    CounterSnapshot ours =
        counter(MetricCatalog.WORKER_REQUESTS, point(7, "pool", "qtp", "worker", "3"));

    assertThat(oldLines(applications, ours))
        .containsExactly("gunicorn_worker_requests_total{from=\"elsewhere\"} 1.0");
  }

  private List<String> oldLines(MetricSnapshot... snapshots) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, names.apply(MetricSnapshots.of(snapshots)));
    return Arrays.stream(out.toString(StandardCharsets.UTF_8).split("\n"))
        .filter(line -> line.startsWith("gunicorn_"))
        .toList();
  }

  private static CounterSnapshot counter(
      MetricDefinition definition, CounterDataPointSnapshot... points) {
    return new CounterSnapshot(definition.metadata(), List.of(points));
  }

  private static CounterDataPointSnapshot point(double value, String... labels) {
    return new CounterDataPointSnapshot(value, Labels.of(labels), null, 0);
  }

  private static GaugeSnapshot gauge(MetricMetadata metadata, GaugeDataPointSnapshot... points) {
    return new GaugeSnapshot(metadata, List.of(points));
  }

  private static HistogramSnapshot histogram(
      MetricDefinition definition, HistogramDataPointSnapshot... points) {
    return new HistogramSnapshot(definition.metadata(), List.of(points));
  }

  private static HistogramDataPointSnapshot seriesOf(
      String route, long fast, long slow, double sum) {
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(
            new double[] {0.5, Double.POSITIVE_INFINITY}, new long[] {fast, slow}),
        sum,
        Labels.of("http_route", route),
        Exemplars.EMPTY,
        0);
  }
}
