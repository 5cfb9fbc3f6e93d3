package io.github.servletexporter.it.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.sharing.InstanceApp;
import io.github.servletexporter.it.sharing.InstanceGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus scrapes the merged view from two instances while others are killed. */
class InstancesPrometheusIT {

  private static final int INSTANCES = 4;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double MARGIN = 0.03;
  private static final String WORK = "{http_route=\"" + InstanceApp.WORK + "\"}";
  private static final String COUNT = "http_server_request_duration_seconds_count" + WORK;

  @TempDir private Path directory;

  private InstanceGroup group;
  private PrometheusServer prometheus;

  @BeforeEach
  void start() throws Exception {
    group =
        InstanceGroup.start(
            INSTANCES,
            Files.createDirectory(directory.resolve("logs")),
            List.of("multiproc-dir=" + directory.resolve("store")));
    prometheus =
        PrometheusServer.start(
            Files.createDirectory(directory.resolve("prometheus")),
            """
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: [recording-rules.yml, alerts.yml]
            scrape_configs:
              - job_name: all
                metrics_path: /metrics/all
                static_configs:
                  - targets: ["127.0.0.1:%d", "127.0.0.1:%d"]
            """
                .formatted(
                    group.living().get(0).metricsPort(), group.living().get(1).metricsPort()));
  }

  @AfterEach
  void stop() {
    prometheus.close();
    group.close();
  }

  @Test
  void increaseIsWhatClientsHaveCountedAndNothingWasReset() {
    await("instances").atMost(LIMIT).until(() -> both("servlet_instances{state=\"live\"} == 4"));

    group.replaceByKilling(2);
    group.replaceByStopping(3);
    group.replaceByKilling(2);
    group.replaceByKilling(3);
    group.quiesce();

    await("exits").atMost(LIMIT).until(() -> both(exits("unclean", group.kills())));
    await("exits").atMost(LIMIT).until(() -> both(exits("stopped", group.stops())));
    double answered = group.answered(InstanceApp.WORK);
    double least = answered - group.perhapsLost(InstanceApp.WORK);
    await("totals")
        .atMost(LIMIT)
        .until(() -> both("sum by (instance) (" + COUNT + ") >= " + least));
    List<String> totals = totals();
    List<String> reset = totals.stream().filter(this::wasReset).toList();
    List<Double> counted =
        prometheus.values(
            "sum by (instance) (min_over_time("
                + COUNT
                + "[10m])) + sum by (instance) (increase("
                + COUNT
                + "[10m]))");
    System.out.printf(
        "Prometheus: %d killed, %d stopped; %.0f answered, at least %.0f published;"
            + " first scrape and increase %s; %d names of totals, reset %s%n",
        group.kills(), group.stops(), answered, least, counted, totals.size(), reset);

    assertThat(reset).isEmpty();
    assertThat(totals)
        .contains("http_server_request_duration_seconds_bucket", "http_server_exceptions_total");
    // Prometheus extrapolates to half a scrape interval beyond its first and last scrape.
    assertThat(counted)
        .hasSize(2)
        .allSatisfy(
            value -> assertThat(value).isBetween(least * (1 - MARGIN), answered * (1 + MARGIN)));
    assertThat(prometheus.values("ALERTS{alertname=\"ServletInstanceKilled\"}")).isNotEmpty();
    assertThat(prometheus.complaints()).isEmpty();
  }

  private List<String> totals() {
    return prometheus
        .samples("group by (__name__) ({__name__=~\".+_(total|count|bucket|sum)\",job=\"all\"})")
        .stream()
        .map(sample -> sample.getAsJsonObject("metric").get("__name__").getAsString())
        .toList();
  }

  private boolean wasReset(String total) {
    return !prometheus.values("resets(" + total + "[10m]) > 0").isEmpty();
  }

  private boolean both(String query) {
    return prometheus.values(query).size() == 2;
  }

  private static String exits(String reason, int number) {
    return "servlet_instance_exits_total{reason=\"" + reason + "\"} == " + number;
  }
}
