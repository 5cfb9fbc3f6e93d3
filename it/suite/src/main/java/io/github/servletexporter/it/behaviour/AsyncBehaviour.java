package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asynchronous requests end exactly once, when they complete. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AsyncBehaviour {
  private static final double TIMEOUT_SECONDS = 0.05;

  private final Container container;
  private Deployment deployment;

  AsyncBehaviour(Container container) {
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

  @Test
  void isActiveUntilItCompletes() throws Exception {
    Stage stage = deployment.stage();
    Map<String, String> get = Map.of(Metrics.METHOD, "GET");
    double idle = deployment.settled().sum(Metrics.ACTIVE, get);
    try (WireConnection connection = stage.connect()) {
      connection.send(stage.head("GET", "/sse?gate=" + stage.id(), ""));
      stage.awaitInside();

      Patience.await("one more active request")
          .until(() -> deployment.scrape().sum(Metrics.ACTIVE, get) == idle + 1);
      stage.open(stage.id());
      assertThat(connection.receive("GET").complete()).isTrue();
    }

    Patience.await("no more active request")
        .until(() -> deployment.scrape().sum(Metrics.ACTIVE, get) == idle);
  }

  @Test
  void takesAsLongAsItTakesToComplete() throws Exception {
    Observed observed = deployment.observe(stage -> "" + stage.get("/async/timeout").status());

    double seconds =
        observed
            .increase()
            .of(
                "http_server_request_duration_seconds_sum",
                Map.of(Metrics.ROUTE, deployment.path("/async/timeout")));
    assertThat(seconds).isGreaterThanOrEqualTo(TIMEOUT_SECONDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/async/timeout",
        "/async/timeout-completed",
        "/async/timeout-dispatched",
        "/async/timeout-thrown"
      })
  void countsATimeoutWithItsRoute(String path) throws Exception {
    Observed observed = deployment.observe(stage -> "" + stage.get(path).status());

    assertThat(observed.increase().series(Metrics.ASYNC_TIMEOUTS))
        .containsExactly(
            new Sample(Metrics.ASYNC_TIMEOUTS, Map.of(Metrics.ROUTE, deployment.path(path)), 1));
    assertThat(observed.requests())
        .singleElement()
        .satisfies(sample -> assertThat(sample.label(Metrics.ERROR_TYPE)).isEqualTo("timeout"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/async/dispatch?to=/throw/runtime-exception",
        "/async/throw-after-start",
        "/async/throw-after-start-handled",
        "/async/throw-after-complete"
      })
  void countsAnExceptionOnceWithAnyReporter(String pathAndQuery) throws Exception {
    String route = deployment.path(pathAndQuery.replaceAll("\\?.*", ""));

    Observed observed =
        deployment.observe(
            stage -> AsyncSituations.get("exception", pathAndQuery).probe().perform(stage));

    assertThat(observed.increase().series(Metrics.EXCEPTIONS))
        .containsExactly(
            new Sample(
                Metrics.EXCEPTIONS,
                Map.of(
                    "exception_type",
                    IllegalStateException.class.getName(),
                    Metrics.ROUTE,
                    route,
                    "handled",
                    "false"),
                1));
    assertThat(observed.requests())
        .singleElement()
        .satisfies(
            sample ->
                assertThat(sample.label(Metrics.ERROR_TYPE))
                    .isEqualTo(IllegalStateException.class.getName()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/async/dispatch?to=/ok", "/async/dispatch-at-once?to=/nothing/here"})
  void keepsTheRouteOfItsFirstDispatch(String pathAndQuery) throws Exception {
    Observed observed = deployment.observe(stage -> "" + stage.get(pathAndQuery).status());

    assertThat(observed.requests())
        .extracting(sample -> sample.label(Metrics.ROUTE))
        .containsExactly(deployment.path(pathAndQuery.replaceAll("\\?.*", "")));
  }

  /**
   * A foreign thread may complete the request before, while or after the filter adds its listener.
   */
  @Test
  void countsEachRequestOnceHoweverSoonForeignThreadsComplete() throws Exception {
    int clients = 4;
    int requestsOfEach = 100;
    Scrape before = deployment.scrape();
    Map<String, String> route = Map.of(Metrics.ROUTE, deployment.path("/async/foreign-thread"));

    Clients.run(
        clients,
        client -> {
          Stage stage = deployment.stage();
          try (WireConnection connection = stage.connect()) {
            for (int i = 0; i < requestsOfEach; i++) {
              connection.send(stage.head("GET", "/async/foreign-thread", ""));
              assertThat(connection.receive("GET").status()).isEqualTo(200);
            }
          }
        });

    Scrape after = deployment.settled();
    assertThat(new Increase(before, after).of(Metrics.REQUESTS, route))
        .isEqualTo((double) clients * requestsOfEach);
  }
}
