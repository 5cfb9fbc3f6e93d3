package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.ExceptionLogging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exceptions that the application did not catch are logged, each once. */
abstract class ErrorLogBehaviour {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACE_PARENT =
      "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01\r\n";

  private final Container container;
  private final LogCapture log = LogCapture.open();

  ErrorLogBehaviour(Container container) {
    this.container = container;
  }

  private Deployment start(Config config) throws Exception {
    return Deployment.start(container, ContainerSettings.defaults(), config);
  }

  @AfterEach
  void listenNoMore() {
    log.close();
  }

  @Test
  void hasALineForEachExceptionHoweverItLeaves(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("errors.json");

    Config config =
        Config.builder()
            .set(ConfigKey.ERROR_LOG, file)
            .set(ConfigKey.LOG_EXCEPTIONS, ExceptionLogging.FALSE)
            .build();

    try (Deployment deployment = start(config)) {
      deployment.get("/throw/runtime-exception", TRACE_PARENT);
      deployment.get("/throw/wrapped");
      deployment.get("/throw/error");
      deployment.get("/ok");
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("\"route\":\"/app/throw/runtime-exception\"")
        .contains("\"method\":\"GET\"", "\"status\":500")
        .contains("\"exception\":\"java.lang.IllegalStateException\"")
        .contains("\"trace_id\":\"" + TRACE + "\"")
        .contains("at io.github.servletexporter.it.app.FailureServlets");
    assertThat(lines.get(1)).contains("\"exception\":\"java.lang.IllegalArgumentException\"");
    assertThat(lines.get(1)).doesNotContain("trace_id");
    assertThat(lines.get(2)).contains("\"exception\":\"java.lang.StackOverflowError\"");
    assertThat(log.messages("uncaught exception")).isEmpty();
  }

  @Test
  void isLoggedInFullOnceAMinute() throws Exception {
    Config config = Config.builder().set(ConfigKey.LOG_EXCEPTIONS, ExceptionLogging.TRUE).build();
    try (Deployment deployment = start(config)) {
      deployment.get("/throw/runtime-exception");
      deployment.get("/throw/runtime-exception");
      deployment.get("/throw/io-exception");
    }

    assertThat(log.messages("uncaught exception in GET /app/throw/runtime-exception")).hasSize(1);
    assertThat(log.messages("uncaught exception in GET /app/throw/io-exception"))
        .singleElement()
        .asString()
        .startsWith("web app \"/app\": ")
        .contains("java.io.IOException: on purpose", "\tat ");
  }

  /** Tomcat logs it; an embedded Jetty has no provider of SLF4J here and logs nothing. */
  @Test
  void isOnTheConsoleOnce() throws Exception {
    try (LogCapture console = LogCapture.ofConsole()) {
      try (Deployment deployment = start(Config.defaults())) {
        deployment.get("/throw/runtime-exception");
      }

      assertThat(console.messages("java.lang.IllegalStateException: on purpose")).hasSize(1);
    }
  }
}
