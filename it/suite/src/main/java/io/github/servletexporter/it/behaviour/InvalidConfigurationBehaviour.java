package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.servletexporter.it.app.TestApp;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.TestServer;
import io.github.servletexporter.listener.ServletExporter;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An invalid configuration disables servlet-exporter and neither the application nor its guard. */
abstract class InvalidConfigurationBehaviour {
  private static final String PREFIX = "servlet-exporter.";
  private static final String DISABLED = "servlet-exporter is disabled";
  private static final String SYSTEM_PROPERTY = PREFIX + "sizes";

  /** Reaches the filter on every container. */
  private static final String AMBIGUOUS = "Connection: content-length\r\n";

  private final Container container;
  private final LogCapture log = LogCapture.open();

  InvalidConfigurationBehaviour(Container container) {
    this.container = container;
  }

  @AfterEach
  void tidy() {
    log.close();
    System.clearProperty(SYSTEM_PROPERTY);
  }

  private TestServer start(Map<String, String> parameters) throws Exception {
    return container.start(
        ContainerSettings.defaults(),
        List.of(
            (classes, context) -> set(context, parameters),
            new ServletExporter(),
            (classes, context) -> TestApp.register(context)));
  }

  private static void set(ServletContext context, Map<String, String> parameters) {
    parameters.forEach((key, value) -> context.setInitParameter(PREFIX + key, value));
  }

  private static WireResponse get(TestServer server, String path, String... fields)
      throws IOException {
    try (WireConnection connection = WireConnection.to(server.port())) {
      connection.send(
          "GET %s%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
              .formatted(ContainerSettings.CONTEXT_PATH, path, String.join("", fields)));
      return connection.receive("GET");
    }
  }

  @Test
  void leavesTheApplicationItsGuardAndItsReadiness(@TempDir Path directory) throws Exception {
    System.setProperty(SYSTEM_PROPERTY, "counts");
    Path file = Files.writeString(directory.resolve("shop.properties"), PREFIX + "bucket=1\n");
    Map<String, String> parameters =
        Map.of("prot", "9404", "config-file", file.toString(), "health", "app", "status", "app");

    try (TestServer server = start(parameters)) {
      assertThat(get(server, "/ok").status()).isEqualTo(200);
      assertThat(get(server, "/ok", AMBIGUOUS).status()).isEqualTo(400);
      assertThat(get(server, "/-/ready").body()).startsWith("ready");
      assertThat(get(server, "/-/healthy").status()).isEqualTo(200);
      assertThat(get(server, "/status/").status()).isEqualTo(503);
      WireResponse scrape = get(server, "/metrics");
      assertThat(scrape.status()).isEqualTo(503);
      assertThat(scrape.body())
          .contains(
              PREFIX + "prot: unknown key (context-param); did you mean " + PREFIX + "port?",
              PREFIX
                  + "bucket: unknown key (file "
                  + file
                  + "); did you mean "
                  + PREFIX
                  + "buckets?",
              PREFIX + "sizes: expected off, declared or counted, but was \"counts\"");
    }

    assertThat(log.messages(DISABLED))
        .singleElement()
        .asString()
        .contains(PREFIX + "prot", PREFIX + "bucket", PREFIX + "sizes")
        .doesNotContain("\\u000a");
    assertThat(log.messages(PREFIX + "prot")).hasSize(1);
    assertThat(log.messages("failed to boot")).isEmpty();
  }

  @Test
  void showsNothingIfAMisspeltKeyMayHaveProtectedIt() throws Exception {
    try (TestServer server = start(Map.of("auth.tokn", "s3cret", "health", "app"))) {
      WireResponse scrape = get(server, "/metrics");

      assertThat(scrape.status()).isEqualTo(503);
      assertThat(scrape.body()).contains(DISABLED).doesNotContain("tokn", "s3cret");
      assertThat(get(server, "/-/ready").body()).isEqualTo("ready\n");
      assertThat(get(server, "/ok").status()).isEqualTo(200);
    }
    assertThat(log.messages(PREFIX + "auth.tokn: unknown key")).hasSize(1);
    assertThat(log.messages("s3cret")).isEmpty();
  }

  @Test
  void showsTheReasonsToClientsWithTheCredentialsThatAreKnown() throws Exception {
    try (TestServer server = start(Map.of("auth.token", "t0ken", "prot", "9404"))) {
      assertThat(get(server, "/metrics").status()).isEqualTo(401);
      assertThat(get(server, "/metrics", "Authorization: Bearer t0ken\r\n").body())
          .contains(PREFIX + "prot: unknown key");
    }
  }

  @Test
  void isTheSameForAHookThatCannotBeLoaded() throws Exception {
    try (TestServer server = start(Map.of("hooks", "com.example.Missing"))) {
      assertThat(get(server, "/ok").status()).isEqualTo(200);
      assertThat(get(server, "/ok", AMBIGUOUS).status()).isEqualTo(400);
      assertThat(get(server, "/metrics").body()).contains("com.example.Missing");
    }
    assertThat(log.messages("com.example.Missing")).hasSize(1);
  }

  @Test
  void preventsTheStartIfConfigured() throws Exception {
    Map<String, String> parameters = Map.of("on-invalid-configuration", "refuse", "prot", "9404");

    Throwable thrown =
        catchThrowable(
            () -> {
              try (TestServer server = start(parameters)) {
                assertThat(get(server, "/ok").status()).isIn(404, 503);
              }
            });

    // Jetty passes the exception on, Tomcat does not.
    assertThat(thrown == null ? "" : stackTrace(thrown)).doesNotContain(PREFIX + "prot");
    assertThat(log.messages("servlet-exporter is not started:\n  ", PREFIX + "prot")).hasSize(1);
    assertThat(log.messages(PREFIX + "prot")).hasSize(1);
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
