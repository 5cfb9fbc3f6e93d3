package io.github.servletexporter.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Contract of an application with the starter on one container, in a jar or in a war. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ShopContract {

  private Path errorLog;
  private ShopServer server;

  /**
   * Starts the application.
   *
   * @param settings further properties
   */
  abstract ShopServer start(Map<String, String> settings) throws Exception;

  /** Returns the situations; a war overrides it. */
  List<Situation> situations() {
    return Situations.all();
  }

  @BeforeAll
  final void startServer(@TempDir Path directory) throws Exception {
    errorLog = directory.resolve("errors.json");
    server = start(Map.of("servlet-exporter.error-log", errorLog.toString()));
  }

  @AfterAll
  final void stopServer() throws Exception {
    server.close();
  }

  ShopServer server() {
    return server;
  }

  @TestFactory
  final Stream<DynamicTest> countsWhatTheClientReceives() {
    return situations().stream()
        .map(situation -> DynamicTest.dynamicTest(situation.name(), () -> check(situation)));
  }

  /**
   * In a war, Spring Boot's ErrorPageFilter catches the exception before it reaches ours, and logs
   * it; otherwise the container does. When the second exception is in the file, the journal has
   * finished with the first.
   */
  @Test
  final void leavesAnUncaughtExceptionToTheLogOfTheContainer() throws Exception {
    try (RecordedConsole console = new RecordedConsole()) {
      for (int sent = 0; sent < 2; sent++) {
        assertThat(Situation.request("GET", "/broken-logged").with(server.port())).isEqualTo("500");
      }

      List<String> lines =
          await().until(() -> errors("/shop/broken-logged"), found -> found.size() == 2);
      assertThat(lines.get(0))
          .contains("\"method\":\"GET\"", "\"status\":500")
          .contains("\"exception\":\"java.lang.UnsupportedOperationException\"")
          .contains("at io.github.servletexporter.it.springboot.app.Pages.broken");
      assertThat(console.messages("UnsupportedOperationException: not dealt with")).hasSize(2);
    }
  }

  /** Returns the lines of the log of exceptions that belong to a route. */
  private List<String> errors(String route) throws IOException {
    return Files.exists(errorLog)
        ? Files.readAllLines(errorLog).stream()
            .filter(line -> line.contains("\"route\":\"" + route + "\""))
            .toList()
        : List.of();
  }

  private void check(Situation situation) throws Exception {
    Counts before = Counts.read(server.port());

    String received = situation.exchange().with(server.port());

    await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> isOver(before, Counts.read(server.port())));
    assertThat(Counts.read(server.port()).since(before))
        .containsExactlyInAnyOrderElementsOf(situation.counted());
    assertThat(received).isEqualTo(situation.received());
  }

  private static boolean isOver(Counts before, Counts now) {
    return now.inFlight() == before.inFlight() && !now.since(before).isEmpty();
  }
}
