package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.server.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every situation is counted once, with the status that the client received. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StatusBehaviour {
  private static final Path CORRECTED_TABLE = Path.of("target/behaviour.md");

  private final Map<Situation, Observed> observations = new LinkedHashMap<>();
  private final Container container;
  private final List<Situation> situations;
  private Deployment deployment;

  StatusBehaviour(Container container) {
    this.container = container;
    this.situations = Situations.of(container.family());
  }

  @BeforeAll
  void start() throws Exception {
    deployment = Deployment.start(container);
  }

  @AfterAll
  void stop() throws IOException {
    deployment.close();
  }

  @TestFactory
  Stream<DynamicTest> countsTheStatusThatTheClientGot() {
    return eachSituation(
        situation -> {
          KnownDifferences.check(container.family(), situation, observed(situation));
        });
  }

  @TestFactory
  Stream<DynamicTest> countsEachRequestThatReachesTheFilterOnce() {
    return eachSituation(
        situation -> {
          Observed observed = observed(situation);

          double expected = deployment.witness().outer().saw(observed.id()) ? 1 : 0;
          assertThat(observed.requests().stream().mapToDouble(sample -> sample.value()).sum())
              .isEqualTo(expected);
        });
  }

  @TestFactory
  Stream<DynamicTest> leavesNothingInFlight() {
    return eachSituation(
        situation ->
            assertThat(observed(situation).increase().of(Metrics.ACTIVE, Map.of())).isZero());
  }

  @TestFactory
  Stream<DynamicTest> handsTheSameExceptionsToTheContainer() {
    return eachSituation(
        situation -> {
          String id = observed(situation).id();

          List<Throwable> inside = deployment.witness().inner().thrown(id);
          List<Throwable> outside = deployment.witness().outer().thrown(id);
          assertThat(outside).usingElementComparator(StatusBehaviour::identity).isEqualTo(inside);
        });
  }

  private static int identity(Throwable one, Throwable other) {
    return one == other ? 0 : 1;
  }

  @Test
  void behavesAsThePageSays() throws Exception {
    Map<String, String> cells = new HashMap<>();
    for (Situation situation : situations) {
      Observed observed = observed(situation);
      cells.put(situation.name(), observed.cell());
    }

    BehaviourPage page = BehaviourPage.read(BehaviourPage.PATH);
    String measured = page.with(Situations.names(), container.name(), cells).render();
    Files.writeString(CORRECTED_TABLE, measured);
    assertThat(page.render())
        .as("docs/behaviour.md; the measured table is in %s", CORRECTED_TABLE.toAbsolutePath())
        .isEqualTo(measured);
  }

  @Test
  void hasNoInternalErrors() {
    assertThat(deployment.scrape().sum(Metrics.OWN_ERRORS)).isZero();
  }

  private Stream<DynamicTest> eachSituation(Check check) {
    return situations.stream()
        .map(
            situation -> DynamicTest.dynamicTest(situation.name(), () -> check.examine(situation)));
  }

  /** Observes each situation once, for the first test that needs it. */
  private Observed observed(Situation situation) throws Exception {
    Observed observed = observations.get(situation);
    if (observed == null) {
      observed = deployment.observe(situation.probe());
      observations.put(situation, observed);
    }
    return observed;
  }

  /** Assertion of one test about one situation. */
  @FunctionalInterface
  private interface Check {
    void examine(Situation situation) throws Exception;
  }
}
