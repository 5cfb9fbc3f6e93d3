package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Java agent of OpenTelemetry and servlet-exporter measure the same requests, as
 * docs/migration.md says.
 */
@Tag("full")
final class OpenTelemetryAgentIT {
  private static final int ROUNDS = 10;
  private static final Map<String, Long> SENT =
      Map.of("GET 200", 10L, "POST 201", 10L, "DELETE 405", 10L, "GET 404", 10L, "GET 500", 10L);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void countsTheSame() {
    int port = HawtioTest.freePort();
    try (StandaloneServer server = startWithAgent(port)) {
      server.deploy("shop", War.of(OkServlet.class).withBundle().build());
      Web shop = new Web(server, "shop");
      for (int i = 0; i < ROUNDS; i++) {
        shop.status("/ok");
        shop.send("POST", "/ok", "body");
        shop.send("DELETE", "/ok", "");
        shop.status("/missing");
        shop.status("/throws");
      }

      // The agent also counts the deployment, and would count the scrape of servlet-exporter.
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(agent(port).requestsBut("/manager/text/*")).isEqualTo(SENT));
      Scrape agent = agent(port);
      Scrape ours = shop.scrape();
      assertThat(ours.requests()).isEqualTo(SENT);
      assertThat(ours.requests("/shop/ok")).isEqualTo(3L * ROUNDS);
      assertThat(agent.requests("/shop/ok")).isEqualTo(3L * ROUNDS);
      assertThat(ours.requests("/shop/throws")).isEqualTo(ROUNDS);
      assertThat(agent.requests("/shop/throws")).isEqualTo(ROUNDS);
    }
  }

  private static Scrape agent(int port) {
    return new Scrape(Web.textOf(URI.create("http://127.0.0.1:" + port + "/metrics")));
  }

  /** The agent has client_java, so it gets none of the settings that make client_java fail. */
  private static StandaloneServer startWithAgent(int port) {
    String options =
        String.join(
            " ",
            "-XX:TieredStopAtLevel=1",
            "-javaagent:" + System.getProperty("opentelemetry.agent"),
            "-Dotel.metrics.exporter=prometheus",
            "-Dotel.exporter.prometheus.host=127.0.0.1",
            "-Dotel.exporter.prometheus.port=" + port,
            "-Dotel.traces.exporter=none",
            "-Dotel.logs.exporter=none");
    return TomcatServer.start(
        TomcatBase.of(ServerTest.home("tomcat11.home")),
        process -> {
          JvmOptions.removeEnvironment(process);
          process.environment().put("CATALINA_OPTS", options);
        });
  }
}
