package io.github.servletexporter.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.it.scrape.Scrape;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;

/** An executable jar on Tomcat, and what does not depend on the container. */
@Tag("tomcat")
class TomcatJarIT extends JarContract {

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
