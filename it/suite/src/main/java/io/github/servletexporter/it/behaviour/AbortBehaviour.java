package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.server.Container;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** A client that disconnects is not counted as an exception of the application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbortBehaviour {
  private final Container container;
  private Deployment deployment;

  AbortBehaviour(Container container) {
    this.container = container;
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
  Stream<DynamicTest> countsNoExceptionOfTheApplication() {
    return Stream.concat(
            AbortSituations.all().stream(),
            Stream.of(AbortSituations.whileWritingInTheBackground()))
        .map(
            situation ->
                DynamicTest.dynamicTest(
                    situation.name(),
                    () -> {
                      Observed observed = deployment.observe(situation.probe());

                      assertThat(observed.increase().series(Metrics.EXCEPTIONS)).isEmpty();
                      assertThat(observed.requests()).hasSize(1);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> countsAnAbortOnceIfTheContainerReportsIt() {
    return AbortSituations.told(container.family()).entrySet().stream()
        .map(
            told ->
                DynamicTest.dynamicTest(
                    told.getKey().name(), () -> countsAnAbort(told.getKey(), told.getValue())));
  }

  private void countsAnAbort(Situation situation, AbortSituations.Told told) throws Exception {
    Observed observed = deployment.observe(situation.probe());

    assertThat(observed.increase().series(Metrics.CLIENT_ABORTS))
        .containsExactly(
            new Sample(
                Metrics.CLIENT_ABORTS,
                Map.of(Metrics.ROUTE, deployment.path(told.route()), "phase", told.phase()),
                1));
    assertThat(observed.requests())
        .singleElement()
        .satisfies(
            sample -> assertThat(sample.label(Metrics.ERROR_TYPE)).isEqualTo("client_abort"));
  }

  @Test
  void countsNoAbortWhenTheClientStays() throws Exception {
    Observed observed = deployment.observe(stage -> "" + stage.post("/upload", "hello").status());

    assertThat(observed.increase().series(Metrics.CLIENT_ABORTS)).isEmpty();
  }

  @Test
  void countsAMalformedBodyAsTheClientsError() throws Exception {
    Observed observed =
        deployment.observe(
            stage ->
                ""
                    + stage
                        .sendText(
                            "POST",
                            stage.head("POST", "/upload", BodySituations.CHUNKED)
                                + "5\r\nhelloXX\r\n0\r\n\r\n")
                        .status());

    assertThat(observed.increase().series(Metrics.EXCEPTIONS)).isEmpty();
    assertThat(observed.increase().series(Metrics.CLIENT_ABORTS)).isEmpty();
    assertThat(observed.counted()).isEqualTo("400 chunked_invalid");
    assertThat(observed.increase().series(Metrics.FRAMING_VIOLATIONS))
        .containsExactly(
            new Sample(
                Metrics.FRAMING_VIOLATIONS,
                Map.of("violation", "chunked_invalid", "action", "rejected"),
                1));
  }
}
