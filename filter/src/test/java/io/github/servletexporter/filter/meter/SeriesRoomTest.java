package io.github.servletexporter.filter.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Series of a meter whose limit comes closer. */
class SeriesRoomTest {

  private static final HttpMethods METHODS = HttpMethods.defaults();
  private static final List<String> OF_AN_ATTACK =
      List.of("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "QUERY");

  private final RequestMeter meter = new RequestMeter(MeterConfig.defaults());

  /** Before, 250 routes used up the room and no route after them had a series of its own. */
  @Test
  void keepsRoomForRoutesAfterAnAttackWithManyMethods() {
    for (int route = 0; route < 300; route++) {
      for (String method : OF_AN_ATTACK) {
        record("/attacked/" + route, method, 405, ErrorTypes.NONE);
      }
    }
    List<Labels> shown = labels();

    for (int route = 0; route < 150; route++) {
      record("/later/" + route, "GET", 200, ErrorTypes.NONE);
    }

    assertThat(shown.stream().map(SeriesRoomTest::route).distinct())
        .hasSize(300)
        .doesNotContain("_other");
    assertThat(labels())
        .containsAll(shown)
        .hasSizeLessThanOrEqualTo(MeterConfig.DEFAULT_MAX_SERIES)
        .filteredOn(labels -> route(labels).startsWith("/later/"))
        .hasSize(150)
        .allSatisfy(labels -> assertThat(labels.get("http_request_method")).isEqualTo("GET"));
    assertThat(total()).isEqualTo(300 * 8 + 150);
  }

  @Test
  void showsEverythingOfAnApplicationWithManyRoutes() {
    for (int route = 0; route < 250; route++) {
      record("/" + route, "GET", 200, ErrorTypes.NONE);
      record("/" + route, "GET", 304, ErrorTypes.NONE);
      record("/" + route, "GET", 404, ErrorTypes.NONE);
      record("/" + route, "POST", 200, ErrorTypes.NONE);
      record("/" + route, "POST", 500, "com.example.Failure");
    }

    assertThat(labels()).hasSize(1250);
    assertThat(dropped()).isZero();
  }

  @Test
  void foldsMethodsStatusesAndErrorsOfARouteThatHasMany() {
    RequestMeter small = meter(16);
    for (int status = 400; status < 420; status++) {
      small.duration(small.route("/a"), METHODS.indexOf("GET"), status, "").observe(0, 1);
    }
    small.duration(small.route("/a"), METHODS.indexOf("PUT"), 500, "500").observe(0, 1);
    small.duration(small.route("/a"), METHODS.indexOf("PUT"), 503, "a.Failure").observe(0, 1);
    small.duration(small.route("/a"), METHODS.indexOf("PUT"), 200, "client_abort").observe(0, 1);

    assertThat(durations(small).getDataPoints())
        .filteredOn(point -> point.getLabels().get("http_request_method").equals("_OTHER"))
        .extracting(
            point -> point.getLabels().get("http_route"),
            point -> point.getLabels().get("http_response_status_code"),
            point -> point.getLabels().get("error_type"),
            point -> point.getCount())
        .containsExactlyInAnyOrder(
            tuple("/a", "4xx", "", 12L),
            tuple("/a", "5xx", "_OTHER", 2L),
            tuple("/a", "2xx", "client_abort", 1L));
  }

  /** Tomcat and Jetty send whatever number an application passes to {@code sendError}. */
  @Test
  void showsStatusesThatAreNone() {
    record("/a", "GET", -1, ErrorTypes.NONE);
    record("/a", "GET", 0, ErrorTypes.NONE);

    assertThat(labels())
        .extracting(labels -> labels.get("http_response_status_code"))
        .containsExactly("-1", "0");
  }

  /** An application with more routes than the limit is one that clients cannot change. */
  @Test
  void neverExceedsTheLimitByMoreThanTheOverflowRoute() {
    RequestMeter small = meter(100);
    for (int i = 0; i < 10_000; i++) {
      int method = i % METHODS.count();
      small.duration(small.route("/" + i % 300), method, 200 + i % 400, "").observe(0, 1);
    }

    assertThat(durations(small).getDataPoints())
        .filteredOn(point -> !route(point.getLabels()).equals("_other"))
        .hasSizeLessThanOrEqualTo(100);
  }

  private void record(String route, String method, int status, String errorType) {
    meter.duration(meter.route(route), METHODS.indexOf(method), status, errorType).observe(0, 1);
  }

  private static RequestMeter meter(int maxSeries) {
    return new RequestMeter(new MeterConfig(BucketLayout.DEFAULT_SECONDS, maxSeries, METHODS));
  }

  private List<Labels> labels() {
    return durations(meter).getDataPoints().stream()
        .map(point -> point.getLabels())
        .collect(Collectors.toList());
  }

  private long total() {
    return durations(meter).getDataPoints().stream().mapToLong(point -> point.getCount()).sum();
  }

  private double dropped() {
    return ((CounterSnapshot) find(meter, "servlet_metrics_series_dropped"))
        .getDataPoints().stream().mapToDouble(point -> point.getValue()).sum();
  }

  private static String route(Labels labels) {
    return String.valueOf(labels.get("http_route"));
  }

  private static HistogramSnapshot durations(RequestMeter of) {
    return (HistogramSnapshot) find(of, "http_server_request_duration_seconds");
  }

  private static MetricSnapshot find(RequestMeter of, String name) {
    return of.collect().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
