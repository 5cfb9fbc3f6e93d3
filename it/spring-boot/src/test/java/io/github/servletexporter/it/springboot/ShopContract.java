package io.github.servletexporter.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Contract of an application with the starter on one container, in a jar or in a war. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ShopContract {

  private ShopServer server;

  abstract ShopServer start() throws Exception;

  /** Returns the situations; a war overrides it. */
  List<Situation> situations() {
    return Situations.all();
  }

  @BeforeAll
  final void startServer() throws Exception {
    server = start();
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
