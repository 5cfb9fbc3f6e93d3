package io.github.servletexporter.it.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
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

/** A Prometheus that negotiates protobuf stores native histograms where there are any. */
class NativeHistogramsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String DURATION = "http_server_request_duration_seconds";
  private static final String PROTOBUF = "application/vnd.google.protobuf";

  @TempDir private Path directory;

  @Test
  void areIngestedOverProtobufWhenTheyAreOn() throws Exception {
    TroubleApp app = TroubleApp.create();
    try (TestServer server = start(app, true);
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
  void areNotThereByDefaultAndClassicOnesComeOverProtobufToo() throws Exception {
    TroubleApp app = TroubleApp.create();
    try (TestServer server = start(app, false);
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

  private static TestServer start(TroubleApp app, boolean nativeHistograms) throws Exception {
    Config config = Config.builder().set(ConfigKey.NATIVE_HISTOGRAMS, nativeHistograms).build();
    return new JettyContainer("jetty", new Ee10())
        .start(
            new ContainerSettings("", Compliance.DEFAULT, false, null),
            List.of(app, new ServletExporter(config)));
  }

  private PrometheusServer startPrometheus(TestServer server) throws Exception {
    String configuration =
        """
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: servlet_app
            static_configs:
              - targets: ["127.0.0.1:%d"]
        """
            .formatted(server.port());
    return PrometheusServer.start(
        Files.createDirectory(directory.resolve("prometheus")),
        configuration,
        "--enable-feature=native-histograms");
  }
}
