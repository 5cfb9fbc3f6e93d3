package io.github.servletexporter.it.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.operator.program.Docs;
import io.github.servletexporter.it.operator.program.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration with passwords, tokens and certificates scrapes the example. */
class SecuredScrapeIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String APPLICATION = "localhost:8080";
  private static final String OWN_PORT = "localhost:9404";
  private static final int JOBS = 4;

  @TempDir private Path directory;

  @Test
  void everyWayInWorksAndNoOther() throws Exception {
    Path prometheus = Files.createDirectory(directory.resolve("prometheus"));
    Path secrets = Files.createDirectory(prometheus.resolve("secrets"));
    Path password = Files.writeString(secrets.resolve("scrape-password"), "a password");
    Path token = Files.writeString(secrets.resolve("scrape-token"), "a-token");
    Files.writeString(secrets.resolve("wrong"), "another password");
    Certificate server = Certificate.make(directory, "server");
    server.writeCertificate(secrets.resolve("ca.pem"));
    Certificate client = Certificate.make(directory, "prometheus");
    client.writeCertificate(secrets.resolve("prometheus.pem"));
    client.writeKey(secrets.resolve("prometheus.key"));
    int withPassword = Ports.free();
    int withCertificate = Ports.free();

    try (ExampleProcess first =
            ExampleProcess.start(
                Files.createDirectory(directory.resolve("first")),
                "auth.user=prometheus",
                "auth.password-file=" + password,
                "auth.token-file=" + token,
                "port=" + withPassword,
                "tls.key-store=" + server.keyStore(),
                "tls.key-store-password=" + Certificate.PASSWORD);
        ExampleProcess second =
            ExampleProcess.start(
                Files.createDirectory(directory.resolve("second")),
                "port=" + withCertificate,
                "tls.key-store=" + server.keyStore(),
                "tls.key-store-password=" + Certificate.PASSWORD,
                "tls.trust-store=" + client.trustStore(),
                "tls.trust-store-password=" + Certificate.PASSWORD,
                "tls.client-auth=need");
        PrometheusServer scraper =
            PrometheusServer.start(
                prometheus, configuration(first.port(), withPassword, withCertificate))) {
      assertThat(second.port()).isPositive();
      await("all jobs are up")
          .atMost(LIMIT)
          .until(() -> scraper.values("up{job=~\"servlet_app_.+\"} == 1"), up -> up.size() == JOBS);
      await("the others have been tried")
          .atMost(LIMIT)
          .until(() -> scraper.values("up{job=~\"no_.+\"}"), tried -> tried.size() == 3);
      assertThat(scraper.values("up{job=~\"no_.+\"}")).containsOnly(0.0);
    }
  }

  /** Returns the shipped jobs, and variants of them without the credentials. */
  private static String configuration(int application, int withPassword, int withCertificate) {
    String shipped = Docs.read("prometheus/prometheus-secured.yml");
    assertThat(shipped).contains(APPLICATION, OWN_PORT);
    return "global: { scrape_interval: 1s }\n"
        + shipped
            .replace(APPLICATION, "127.0.0.1:" + application)
            .replaceFirst(OWN_PORT, "127.0.0.1:" + withPassword)
            .replace(OWN_PORT, "127.0.0.1:" + withCertificate)
        + """
            - job_name: no_password
              basic_auth: { username: prometheus, password_file: secrets/wrong }
              static_configs:
                - targets: ["127.0.0.1:%d"]
            - job_name: no_trust
              scheme: https
              basic_auth: { username: prometheus, password_file: secrets/scrape-password }
              static_configs:
                - targets: ["127.0.0.1:%d"]
            - job_name: no_certificate
              scheme: https
              tls_config: { ca_file: secrets/ca.pem, server_name: app.example.org }
              static_configs:
                - targets: ["127.0.0.1:%d"]
          """
            .formatted(application, withPassword, withCertificate);
  }
}
