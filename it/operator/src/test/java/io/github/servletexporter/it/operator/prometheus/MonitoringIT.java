package io.github.servletexporter.it.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.operator.program.Docs;
import io.github.servletexporter.it.operator.program.Ports;
import io.github.servletexporter.it.operator.program.Program;
import io.github.servletexporter.it.operator.program.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus with the shipped configuration and rules, after a minute of scrapes. */
@TestInstance(Lifecycle.PER_CLASS)
class MonitoringIT {
  private static final int SCRAPES = 55;
  private static final Duration SCRAPE_LIMIT = Duration.ofMinutes(3);
  private static final Duration DATA_LIMIT = Duration.ofSeconds(30);
  private static final String UP = "up{job=\"servlet_app\",instance=~\"127.*\"}";
  private static final String INTERVAL = "_interval: 15s";
  private static final String APPLICATION = "\"localhost:8080\"";
  private static final String OWN_PORT = "\"localhost:9404\"";

  private final int closedPort = Ports.free();
  private Path directory;
  private MonitoredServers servers;
  private PrometheusServer prometheus;

  @BeforeAll
  void scrapeForAMinute(@TempDir Path temporary) throws Exception {
    directory = temporary;
    servers = MonitoredServers.start(directory);
    prometheus =
        PrometheusServer.start(
            Files.createDirectory(directory.resolve("prometheus")), configuration());
    await("the store shows its instances")
        .atMost(SCRAPE_LIMIT)
        .until(
            () -> prometheus.values("servlet_instances{state=\"live\"} == 2"),
            instances -> !instances.isEmpty());
    servers.killInstance();
    await("a minute of scrapes")
        .atMost(SCRAPE_LIMIT)
        .until(
            () -> prometheus.values("sum_over_time(" + UP + "[10m]) >= " + SCRAPES),
            targets -> targets.size() == servers.ports().size());
  }

  /** Returns the shipped configuration with the targets of this test and shorter intervals. */
  private String configuration() {
    String targets =
        Stream.concat(servers.ports().stream(), Stream.of(closedPort))
            .map(MonitoringIT::address)
            .collect(Collectors.joining(", "));
    String shipped = Docs.read("prometheus/prometheus.yml");
    assertThat(shipped).contains(INTERVAL, APPLICATION, OWN_PORT);
    return shipped
            .replace(INTERVAL, "_interval: 1s")
            .replace(OWN_PORT, address(servers.examplesOwnPort()))
            .replaceFirst(APPLICATION, targets)
            .replace(APPLICATION, address(servers.ports().get(0)))
        + """
            - job_name: text_only
              metrics_path: /metrics
              params:
                %s: ["yes"]
              static_configs:
                - targets: [%s]
          """
            .formatted(TroubleApp.TEXT_ONLY, address(servers.ports().get(1)));
  }

  private static String address(int port) {
    return "\"127.0.0.1:" + port + "\"";
  }

  @AfterAll
  void stop() throws IOException {
    try {
      prometheus.close();
    } finally {
      servers.close();
    }
  }

  @Test
  void everyServerIsUp() {
    List<String> up =
        servers.ports().stream().map(port -> "http://127.0.0.1:" + port + "/metrics").toList();

    assertThat(prometheus.targets())
        .filteredOn(target -> target.get("scrapePool").getAsString().equals("servlet_app"))
        .filteredOn(target -> target.get("health").getAsString().equals("up"))
        .extracting(target -> target.get("scrapeUrl").getAsString())
        .containsExactlyInAnyOrderElementsOf(up);
  }

  /**
   * The closed port alone fails. A scrape that runs into the timeout, which is as short as the
   * interval here, is one of a busy machine.
   */
  @Test
  void noScrapeOfAServerEverFailed() {
    String failures = "(" + UP + " == 0 and scrape_duration_seconds < 0.99)";

    assertThat(prometheus.values("count by (instance) (count_over_time(" + failures + "[10m:1s]))"))
        .hasSize(1);
    assertThat(prometheus.values("max_over_time(" + UP + "[10m]) == 1"))
        .hasSize(servers.ports().size());
  }

  @Test
  void prometheusHasNothingToComplainOf() {
    assertThat(prometheus.complaints()).isEmpty();
  }

  @Test
  void openMetricsAndTextAreAccepted() {
    assertThat(servers.onTomcat().formats())
        .anyMatch(format -> format.startsWith("application/openmetrics-text;version=1.0.0"))
        .anyMatch(format -> format.startsWith("text/plain;version=0.0.4"));
    assertThat(prometheus.values("up{job=\"text_only\"}")).containsExactly(1.0);
  }

  @Test
  void theOwnPortIsScrapedToo() {
    assertThat(prometheus.values("up{job=\"servlet_app_metrics_port\"}")).containsExactly(1.0);
  }

  @TestFactory
  Stream<DynamicTest> promtoolFindsNothingInAScrape() {
    Stream<DynamicTest> own =
        servers.ports().stream()
            .map(
                port ->
                    DynamicTest.dynamicTest(
                        "port " + port, () -> assertClean(scrape(port, "/metrics"))));
    int example = servers.ports().get(0);
    return Stream.concat(
        own,
        Stream.of(
            DynamicTest.dynamicTest(
                "the merged view", () -> assertClean(scrape(example, "/metrics/all")))));
  }

  private static String scrape(int port, String path) throws IOException {
    try (WireConnection connection = WireConnection.to(port)) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return connection.receive("GET").body();
    }
  }

  private void assertClean(String scrape) throws IOException {
    Path file = Files.writeString(Files.createTempFile(directory, "scrape", ".txt"), scrape);
    Finished check = Program.run(directory, file, List.of("promtool", "check", "metrics"));

    assertThat(scrape).contains("http_server_request_duration_seconds_count");
    assertThat(check.output()).isEmpty();
    assertThat(check.exitStatus()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> everyQueryOfADashboardHasData() {
    return DashboardQueries.all().stream().map(this::dataTest);
  }

  @TestFactory
  Stream<DynamicTest> everyRuleHasData() {
    return prometheus.rules().stream()
        .map(
            rule ->
                dataTest(
                    new NamedQuery(
                        rule.get("name").getAsString(), rule.get("query").getAsString())));
  }

  private DynamicTest dataTest(NamedQuery query) {
    return DynamicTest.dynamicTest(
        query.name(),
        () ->
            Unavailable.reason(query.expression())
                .ifPresentOrElse(
                    reason ->
                        assertThat(prometheus.values(query.expression())).as(reason).isEmpty(),
                    () -> assertData(query)));
  }

  private void assertData(NamedQuery query) {
    await(query.expression())
        .atMost(DATA_LIMIT)
        .untilAsserted(() -> assertThat(prometheus.values(query.expression())).isNotEmpty());
  }

  @Test
  void everyRuleEvaluates() {
    assertThat(prometheus.rules())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            rule ->
                assertThat(rule.get("health").getAsString())
                    .as(String.valueOf(rule.get("lastError")))
                    .isEqualTo("ok"));
  }

  @Test
  void countsAKilledInstanceAsUnclean() {
    assertThat(prometheus.values("servlet_instance_exits_total{reason=\"unclean\"}"))
        .containsExactly(1.0);
    assertThat(prometheus.values("servlet_instances{state=\"live\"}")).containsExactly(1.0);
  }

  @Test
  void gunicornsNamesAreIngested() {
    assertThat(prometheus.values("rate(gunicorn_worker_requests_total[1m]) > 0")).isNotEmpty();
    assertThat(
            prometheus.values(
                "histogram_quantile(0.9, rate(gunicorn_worker_request_duration_seconds_bucket[1m]))"))
        .isNotEmpty();
  }

  @Test
  void theOldNameCountsTheSame() {
    JsonObject now =
        prometheus
            .samples("sum(http_requests_total) / sum(http_server_request_duration_seconds_count)")
            .get(0);

    assertThat(now.getAsJsonArray("value").get(1).getAsDouble()).isBetween(0.9, 1.0);
  }
}
