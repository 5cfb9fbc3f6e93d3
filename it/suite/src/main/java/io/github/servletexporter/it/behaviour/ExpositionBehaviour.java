package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.DelimitedMessages;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scrape has the format that the client asks for, and only authorized clients see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExpositionBehaviour {
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String PROTOBUF =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited";
  private static final String FAMILY = "http_server_request_duration_seconds";

  private final Container container;
  private Deployment deployment;
  private Deployment guarded;

  ExpositionBehaviour(Container container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter.builder().name("shop_orders_total").register(registry).inc(3);
    Counter.builder().name(Metrics.OWN_ERRORS).register(registry).inc(1_000);
    deployment =
        Deployment.start(
            container,
            ContainerSettings.defaults(),
            Config.defaults(),
            (classes, context) ->
                context.setAttribute(ServletExporter.REGISTRY_ATTRIBUTE, registry));
    deployment.observe(stage -> "" + stage.get("/ok").status());
    Config config =
        Config.builder()
            .set(ConfigKey.AUTH_USER, "scraper")
            .set(ConfigKey.AUTH_PASSWORD, "p:w")
            .set(ConfigKey.AUTH_TOKEN, "t0ken")
            .build();
    guarded = Deployment.start(container, ContainerSettings.defaults(), config);
  }

  @AfterAll
  void stop() throws IOException {
    deployment.close();
    guarded.close();
  }

  @Test
  void containsTheMetricsOfTheApplicationExceptForThoseThatClash() throws Exception {
    Scrape scrape = deployment.scrape();

    assertThat(scrape.sum("shop_orders_total")).isEqualTo(3);
    assertThat(scrape.sum(Metrics.OWN_ERRORS)).isZero();
    assertThat(scrape.sum("servlet_application_metrics_omitted")).isEqualTo(1);
  }

  @Test
  void isPrometheusTextUnlessAskedOtherwise() throws Exception {
    WireResponse response = deployment.get("/metrics");

    assertThat(contentType(response)).startsWith("text/plain;version=0.0.4");
    Scrape scrape = Scrape.parse(response.body());
    assertThat(scrape.types()).containsEntry(FAMILY, "histogram");
    assertThat(scrape.terminated()).isFalse();
    assertThat(scrape.sum(FAMILY + "_count")).isPositive();
  }

  @Test
  void isOpenMetricsOnRequest() throws Exception {
    WireResponse response =
        deployment.get("/metrics", "Accept: " + OPEN_METRICS + "; version=1.0.0\r\n");

    assertThat(contentType(response)).startsWith(OPEN_METRICS);
    Scrape scrape = Scrape.parse(response.body());
    assertThat(scrape.types())
        .containsEntry(FAMILY, "histogram")
        .containsEntry("servlet_framing_violations", "counter");
    assertThat(scrape.terminated()).isTrue();
  }

  @Test
  void isProtobufOnRequest() throws Exception {
    WireResponse response = deployment.get("/metrics", "Accept: " + PROTOBUF + "\r\n");

    assertThat(contentType(response)).startsWith("application/vnd.google.protobuf");
    assertThat(DelimitedMessages.firstFields(response.bytes())).contains(FAMILY);
  }

  @Test
  void isCompressedOnRequest() throws Exception {
    WireResponse response = deployment.get("/metrics", "Accept-Encoding: gzip\r\n");

    assertThat(response.header("Content-Encoding")).containsExactly("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.bytes())).readAllBytes();
    assertThat(Scrape.parse(new String(plain, StandardCharsets.UTF_8)).sum(FAMILY + "_count"))
        .isPositive();
  }

  @Test
  void isRestrictedToTheNamesOfTheQuery() throws Exception {
    WireResponse response = deployment.get("/metrics?name%5B%5D=" + Metrics.ACTIVE);

    assertThat(Scrape.parse(response.body()).names()).containsExactly(Metrics.ACTIVE);
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    WireResponse response = deployment.send("HEAD", "/metrics");

    assertThat(response.status()).isEqualTo(200);
    assertThat(contentType(response)).startsWith("text/plain");
  }

  @Test
  void refusesOtherMethods() throws Exception {
    assertThat(deployment.send("DELETE", "/metrics").status()).isEqualTo(405);
  }

  @Test
  void isNotToBeCached() throws Exception {
    assertThat(deployment.get("/metrics").header("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void isWhereTheConfigurationSays() throws Exception {
    try (Deployment elsewhere = start(Config.builder().set(ConfigKey.PATH, "/internal/scrape"))) {
      assertThat(elsewhere.get("/internal/scrape").body()).contains(FAMILY);
      assertThat(elsewhere.get("/metrics").status()).isEqualTo(404);
    }
  }

  @Test
  void isNowhereWithoutAPath() throws Exception {
    try (Deployment nowhere = start(Config.builder().set(ConfigKey.PATH, ""))) {
      assertThat(nowhere.get("/metrics").status()).isEqualTo(404);
      assertThat(nowhere.get("/ok").status()).isEqualTo(200);
    }
  }

  @Test
  void isNowhereWhenEverythingIsOff() throws Exception {
    try (Deployment off = start(Config.builder().set(ConfigKey.ENABLED, false))) {
      assertThat(off.get("/metrics").status()).isEqualTo(404);
      assertThat(off.get("/ok").status()).isEqualTo(200);
      assertThat(off.get("/ok", "Connection: content-length\r\n").status()).isEqualTo(200);
    }
  }

  @Test
  void countsTheSameWithTheBackendForNativeHistograms() throws Exception {
    try (Deployment other = start(Config.builder().set(ConfigKey.NATIVE_HISTOGRAMS, true))) {
      Observed ok = other.observe(stage -> "" + stage.get("/ok").status());
      Observed failed = other.observe(stage -> "" + stage.get("/throw/error").status());

      assertThat(ok.counted()).isEqualTo("200");
      assertThat(failed.counted()).isEqualTo("500 StackOverflowError");
      assertThat(failed.increase().after().types()).containsEntry(FAMILY, "histogram");
    }
  }

  private Deployment start(Config.Builder config) throws Exception {
    return Deployment.start(container, ContainerSettings.defaults(), config.build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Authorization: \r\n",
        "Authorization: Basic\r\n",
        "Authorization: Basic c2NyYXBlcg==\r\n",
        "Authorization: Basic !!!!\r\n",
        "Authorization: Bearer t0ke\r\n",
        "Authorization: Bearer t0ken0\r\n",
        "Authorization: Digest t0ken\r\n",
      })
  void refusesUnknownCredentials(String authorization) throws Exception {
    WireResponse response = guarded.get("/metrics", authorization);

    assertThat(response.status()).isEqualTo(401);
    // One field or two are equivalent (RFC 9110 section 5.3).
    assertThat(String.join(", ", response.header("WWW-Authenticate")))
        .isEqualTo("Basic realm=\"metrics\", charset=\"UTF-8\", Bearer realm=\"metrics\"");
    assertThat(response.body()).doesNotContain(FAMILY);
  }

  @Test
  void admitsByBasicAuthentication() throws Exception {
    String credentials =
        Base64.getEncoder().encodeToString("scraper:p:w".getBytes(StandardCharsets.UTF_8));

    WireResponse response = guarded.get("/metrics", "Authorization: Basic " + credentials + "\r\n");

    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void admitsByBearerToken() throws Exception {
    WireResponse response = guarded.get("/metrics", "Authorization: bearer t0ken\r\n");

    assertThat(response.status()).isEqualTo(200);
  }

  private static String contentType(WireResponse response) {
    assertThat(response.header("Content-Type")).hasSize(1);
    return response.header("Content-Type").get(0).replace("; ", ";");
  }
}
