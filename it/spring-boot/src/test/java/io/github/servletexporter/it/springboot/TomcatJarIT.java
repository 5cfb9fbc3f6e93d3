package io.github.servletexporter.it.springboot;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;

/** An executable jar on Tomcat, and what does not depend on the container. */
@Tag("tomcat")
class TomcatJarIT extends JarContract {

  private static final int ROUNDS = 10;
  private static final Map<String, Double> SENT =
      Map.of(
          "/plain 200", 10.0,
          "/users/{id} 200", 10.0,
          "/missing/{id} 404", 10.0,
          "/handled 409", 10.0,
          "/broken 500", 10.0);
  private static final Set<String> SCRAPES = Set.of("/metrics", "/actuator/prometheus");

  /** YAML with a list, the word off and a relaxed name. */
  @Test
  void takesItsSettingsFromTheConfigurationOfSpringBoot() throws Exception {
    get("/plain");
    Scrape scrape = Scrape.parse(get("/metrics").body());

    assertThat(scrape.labelValues("http_server_request_duration_seconds_bucket", "le"))
        .containsExactlyInAnyOrder("0.1", "1.0", "+Inf");
    assertThat(scrape.names()).noneMatch(name -> name.contains("body_size"));
  }

  @Test
  void readsTheAvailabilityOfSpringBoot() throws Exception {
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);

    publish(ReadinessState.REFUSING_TRAFFIC);
    HttpResponse<String> refusing = get("/-/ready");
    publish(ReadinessState.ACCEPTING_TRAFFIC);

    assertThat(refusing.statusCode()).isEqualTo(503);
    assertThat(refusing.body()).contains("Spring Boot refuses traffic");
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void isNotHealthyWhileSpringBootReportsABrokenApplication() throws Exception {
    publish(LivenessState.BROKEN);
    int broken = get("/-/healthy").statusCode();
    publish(LivenessState.CORRECT);

    assertThat(broken).isEqualTo(503);
    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
  }

  private void publish(AvailabilityState state) {
    AvailabilityChangeEvent.publish(context(), state);
  }

  @Test
  void contributesItsHealthToTheActuator() throws Exception {
    HttpResponse<String> health = get("/actuator/health/servletExporter");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("UP");
  }

  /** The Actuator's client_java is the version that Spring Boot manages. */
  @Test
  void worksBesideMicrometer() throws Exception {
    get("/plain");

    assertThat(Scrape.parse(get("/actuator/prometheus").body()).names())
        .contains("http_server_requests_seconds_count", "jvm_memory_used_bytes");
    assertThat(Scrape.parse(get("/metrics").body()).names())
        .contains("http_server_request_duration_seconds_count", "jvm_memory_used_bytes");
  }

  /** Spring Boot registers no MBean of Tomcat by default. */
  @Test
  void recyclesTheWorkersOfTomcat() throws Exception {
    ShopJar shop =
        ShopJar.start("--servlet-exporter.recycling=wrap", "--servlet-exporter.max-requests=2");
    try {
      await()
          .until(
              () -> {
                get(shop, "/plain");
                Scrape scrape = Scrape.parse(get(shop, "/metrics").body());
                return scrape.sum("servlet_worker_recycles_total") > 0
                    && scrape.sum("servlet_pool_threads") > 0
                    && scrape.sum("servlet_connections") > 0;
              });
    } finally {
      shop.close();
    }
  }

  /** The same routes, statuses and numbers, as docs/migration.md says. */
  @Test
  void countsWhatTheActuatorCounts() throws Exception {
    ShopJar shop = ShopJar.start();
    try {
      for (int i = 0; i < ROUNDS; i++) {
        for (String path : List.of("/plain", "/users/7", "/missing/7", "/handled", "/broken")) {
          get(shop, path);
        }
      }

      await().untilAsserted(() -> assertThat(ofActuator(shop)).isEqualTo(SENT));
      await().untilAsserted(() -> assertThat(ours(shop)).isEqualTo(SENT));
    } finally {
      shop.close();
    }
  }

  private static Map<String, Double> ofActuator(ShopServer shop) throws Exception {
    return Scrape.parse(get(shop, "/actuator/prometheus").body())
        .find("http_server_requests_seconds_count", Map.of())
        .stream()
        .filter(sample -> !SCRAPES.contains(sample.label("uri")))
        .collect(
            toMap(sample -> sample.label("uri") + " " + sample.label("status"), Sample::value));
  }

  private static Map<String, Double> ours(ShopServer shop) throws Exception {
    return Scrape.parse(get(shop, "/metrics").body())
        .find("http_server_request_duration_seconds_count", Map.of())
        .stream()
        .filter(sample -> !SCRAPES.contains(route(sample)))
        .collect(
            toMap(
                sample -> route(sample) + " " + sample.label("http_response_status_code"),
                Sample::value));
  }

  /** Returns the route as Spring names it, without the context path. */
  private static String route(Sample sample) {
    return sample.label("http_route").substring(ShopServer.CONTEXT_PATH.length());
  }

  @Test
  void exposesTheMetersOfMicrometerInOneScrape() throws Exception {
    get("/plain");
    Scrape scrape = Scrape.parse(get("/metrics").body());

    assertThat(scrape.names()).contains("http_server_requests_seconds_count", "disk_free_bytes");
    assertThat(scrape.labelValues("jvm_memory_used_bytes", "id")).containsExactly("");
  }

  @Test
  void aMisspeltKeyDisablesTheExporterAndNotTheApplication() throws Exception {
    ShopJar shop = ShopJar.start("--servlet-exporter.bucket=1", "--servletExporter.sizes=counts");
    try {
      assertThat(get(shop, "/plain").statusCode()).isEqualTo(200);
      assertThat(get(shop, "/actuator/health/servletExporter").statusCode()).isEqualTo(200);
      HttpResponse<String> scrape = get(shop, "/metrics");
      assertThat(scrape.statusCode()).isEqualTo(503);
      assertThat(scrape.body())
          .contains(
              "servlet-exporter.bucket: unknown key (property source commandLineArgs); did you mean"
                  + " servlet-exporter.buckets?")
          .contains("servlet-exporter.sizes: expected off, declared or counted");
    } finally {
      shop.close();
    }
  }

  @Test
  void aMisspeltKeyPreventsTheStartIfConfigured() {
    assertThatThrownBy(
            () ->
                ShopJar.start(
                    "--servlet-exporter.on-invalid-configuration=refuse",
                    "--servlet-exporter.bucket=1",
                    "--servletExporter.sizes=counts"))
        .rootCause()
        .hasMessageContaining(
            "servlet-exporter.bucket: unknown key (property source commandLineArgs); did you mean"
                + " servlet-exporter.buckets?")
        .hasMessageContaining(
            "servlet-exporter.sizes: expected off, declared or counted, but was \"counts\""
                + " (property source commandLineArgs)");
  }
}
