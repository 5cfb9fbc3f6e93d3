package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.listener.ServletExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that run with the configuration files of docs/gunicorn, all on one server. */
final class GunicornScenariosIT {
  private static final Path SCENARIOS = Path.of("..", "..", "docs", "gunicorn");
  private static final String SUFFIX = ".properties";
  private static final String TOKEN = "secret";

  @TempDir private Path directory = Path.of("");
  private final Tomcat tomcat = new Tomcat();
  private final Map<String, ServletExporter> applications = new TreeMap<>();

  @AfterEach
  void stopServer() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void countRequests() throws Exception {
    startServer();
    for (Path scenario : scenarios()) {
      add(scenario);
    }

    assertThat(applications).hasSize(6);
    for (String name : applications.keySet()) {
      assertThat(send(appPort(), "/" + name + "/none", "").status()).as(name).isEqualTo(404);
      assertThat(
              scrape(name)
                  .sum(
                      "http_server_request_duration_seconds_count",
                      Map.of("http_response_status_code", "404")))
          .as(name)
          .isOne();
    }
  }

  @Test
  void showTheMetricsOfProductionOnThePortWithATokenOnly() throws Exception {
    startServer();
    add(SCENARIOS.resolve("production" + SUFFIX));
    int port = awaitPort("production");

    assertThat(send(port, "/metrics", "").status()).isEqualTo(401);
    assertThat(send(appPort(), "/production/metrics", "").status()).isEqualTo(404);
    assertThat(scrape("production").names()).contains("http_server_active_requests");
  }

  private Scrape scrape(String name) throws IOException {
    boolean ownPort = Files.readString(copy(name)).contains("servlet-exporter.port=");
    WireResponse response =
        ownPort
            ? send(awaitPort(name), "/metrics", "Authorization: Bearer " + TOKEN + "\r\n")
            : send(appPort(), "/" + name + "/metrics", "");
    assertThat(response.status()).as(name).isEqualTo(200);
    return Scrape.parse(response.body());
  }

  private int awaitPort(String name) {
    ServletExporter exporter = applications.get(name);
    return await().until(exporter::metricsPort, OptionalInt::isPresent).getAsInt();
  }

  private int appPort() {
    return tomcat.getConnector().getLocalPort();
  }

  private static WireResponse send(int port, String path, String header) throws IOException {
    try (WireConnection connection = WireConnection.to(port)) {
      connection.send(
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + header
              + "Connection: close\r\n\r\n");
      return connection.receive("GET");
    }
  }

  private void startServer() throws Exception {
    LoopbackTomcat.prepare(tomcat, Files.createDirectory(directory.resolve("base")));
    tomcat.start();
  }

  private void add(Path scenario) throws IOException {
    String name = scenario.getFileName().toString().replace(SUFFIX, "");
    Files.writeString(copy(name), local(Files.readString(scenario)));
    ServletExporter exporter = new ServletExporter();
    StandardContext context = new StandardContext();
    context.setName("/" + name);
    context.setPath("/" + name);
    context.setDocBase(directory.toString());
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.addParameter("servlet-exporter.config-file", copy(name).toString());
    context.addServletContainerInitializer(exporter, Set.of());
    Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
    tomcat.getHost().addChild(context);
    applications.put(name, exporter);
  }

  /** Replaces what exists on the user's machine only. */
  private String local(String settings) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    return settings
        .replace("servlet-exporter.port=9404", "servlet-exporter.port=0")
        .replace("servlet-exporter.redis.port=6379", "servlet-exporter.redis.port=1")
        .replace("servlet-exporter.shutdown-delay=10s", "servlet-exporter.shutdown-delay=0")
        .replace("/etc/myapp/metrics-token", token.toString())
        .replace("/var/log/myapp", directory.toString());
  }

  private Path copy(String name) {
    return directory.resolve(name + SUFFIX);
  }

  private static List<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files.sorted().toList();
    }
  }
}
