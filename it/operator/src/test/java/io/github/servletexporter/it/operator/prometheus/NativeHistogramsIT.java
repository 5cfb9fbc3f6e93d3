package io.github.servletexporter.it.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.jetty.Ee10;
import io.github.servletexporter.it.jetty.JettyContainer;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import io.github.servletexporter.it.server.TestServer;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus that negotiates protobuf stores native histograms, others store classic ones. */
class NativeHistogramsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String DURATION = "http_server_request_duration_seconds";
  private static final String NATIVE = "--enable-feature=native-histograms";
  private static final String PROTOBUF = "application/vnd.google.protobuf";

  @TempDir private Path directory;

  @Test
  void areIngestedOverProtobufByDefault() throws Exception {
    TroubleApp app = TroubleApp.create();
    try (TestServer server = start(app, Config.defaults());
        PrometheusServer prometheus = startPrometheus(server);
        Visitors visitors = new Visitors()) {
      visitors.send(1, server.port(), () -> Visitors.get(TroubleApp.ROUTES + 0));

      await("a native histogram")
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(
                          prometheus.values(
                              "histogram_count(%s{http_route=\"%s0\"}) > 0"
                                  .formatted(DURATION, TroubleApp.ROUTES)))
                      .hasSize(1));
      await("a quantile of it")
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(
                          prometheus.values(
                              "histogram_quantile(0.5, sum(rate(%s[1m])))".formatted(DURATION)))
                      .isNotEmpty());
      assertThat(app.formats()).isNotEmpty().allMatch(format -> format.startsWith(PROTOBUF));
      assertThat(prometheus.complaints()).isEmpty();
    }
  }

  @Test
  void areNotThereIfTheyAreOffAndClassicOnesComeOverProtobufToo() throws Exception {
    TroubleApp app = TroubleApp.create();
    Config off = Config.builder().set(ConfigKey.NATIVE_HISTOGRAMS, false).build();
    try (TestServer server = start(app, off);
        PrometheusServer prometheus = startPrometheus(server);
        Visitors visitors = new Visitors()) {
      visitors.send(1, server.port(), () -> Visitors.get(TroubleApp.ROUTES + 0));

      await("classic buckets")
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(prometheus.values(DURATION + "_bucket > 0")).isNotEmpty());
      assertThat(prometheus.values("histogram_count(" + DURATION + ")")).isEmpty();
      assertThat(app.formats()).isNotEmpty().allMatch(format -> format.startsWith(PROTOBUF));
      assertThat(prometheus.complaints()).isEmpty();
    }
  }

  /** Both within the width of a bucket, which is 9 % in a native histogram. */
  @Test
  void giveTheTrueQuantilesOfAKnownLoadAsClassicOnesDo() throws Exception {
    try (KnownLoad load = KnownLoad.start();
        PrometheusServer natives = startPrometheus("native", load.port(), NATIVE);
        PrometheusServer classic = startPrometheus("classic", load.port())) {
      for (double quantile : new double[] {0.1, 0.5, 0.9, 0.99}) {
        double exact = load.quantileSeconds(quantile);

        double fromNative = only(natives, quantile(quantile, "sum(%s)"));
        double fromClassic = only(classic, quantile(quantile, "sum by (le) (%s_bucket)"));

        assertThat(fromNative).isCloseTo(exact, withinPercentage(9.1));
        assertThat(fromClassic).isBetween(load.bucketStart(exact), load.bucketEnd(exact));
      }
      assertThat(natives.values(DURATION + "_bucket")).isEmpty();
      assertThat(only(natives, "sum(histogram_count(%s))".formatted(DURATION)))
          .isEqualTo(only(classic, "sum(%s_count)".formatted(DURATION)))
          .isEqualTo(KnownLoad.REQUESTS);
      assertThat(natives.complaints()).isEmpty();
    }
  }

  private static String quantile(double quantile, String buckets) {
    return "histogram_quantile(%s, %s)".formatted(quantile, buckets.formatted(DURATION));
  }

  /** Waits for the first scrape. */
  private static double only(PrometheusServer prometheus, String query) {
    await(query).atMost(LIMIT).until(() -> prometheus.values(query).size() == 1);
    return prometheus.values(query).get(0);
  }

  private static TestServer start(TroubleApp app, Config config) throws Exception {
    return new JettyContainer("jetty", new Ee10())
        .start(
            new ContainerSettings("", Compliance.DEFAULT, false, null),
            List.of(app, new ServletExporter(config)));
  }

  private PrometheusServer startPrometheus(TestServer server) throws Exception {
    return startPrometheus("prometheus", server.port(), NATIVE);
  }

  private PrometheusServer startPrometheus(String name, int port, String... flags)
      throws Exception {
    String configuration =
        """
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: servlet_app
            static_configs:
              - targets: ["127.0.0.1:%d"]
        """
            .formatted(port);
    return PrometheusServer.start(
        Files.createDirectory(directory.resolve(name)), configuration, flags);
  }
}
