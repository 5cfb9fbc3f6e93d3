package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * After a load of several clients, each request belongs to a worker, and each worker is a thread.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkerBehaviour {
  private static final int CLIENTS = 4;
  private static final int ROUNDS = 15;
  private static final int STREAMS = 20;
  private static final List<String> WELL = List.of("/ok", "/async/foreign-thread");
  private static final List<String> FAILING =
      List.of("/throw/runtime-exception", "/throw/error", "/async/throw-after-start-handled");
  private static final int HELD = 3;
  private static final double SECONDS_PER_NANO = 1e-9;
  private static final double SECONDS_PER_MILLI = 1e-3;

  private final Container container;
  private Deployment deployment;
  private long startMillis;
  private long startNanos;
  private Scrape before;
  private Scrape after;

  WorkerBehaviour(Container container) {
    this.container = container;
  }

  @BeforeAll
  void load() throws Exception {
    startMillis = System.currentTimeMillis();
    startNanos = System.nanoTime();
    deployment = Deployment.start(container);
    before = deployment.scrape();
    Traffic traffic = new Traffic(deployment);
    List<String> paths = new ArrayList<>(WELL);
    paths.addAll(FAILING);
    traffic.run(
        CLIENTS,
        client -> {
          traffic.keepAlive(Traffic.cycle(paths, ROUNDS * paths.size()));
          traffic.multiplex(Traffic.cycle(WELL, STREAMS));
        });
    after = deployment.settled();
  }

  @AfterAll
  void stop() throws IOException {
    deployment.close();
  }

  @Test
  void countsEachRequestOnTheWorkerWhereItBegan() {
    int sent = CLIENTS * (ROUNDS * (WELL.size() + FAILING.size()) + STREAMS);

    Patience.await("every request has ended, including the scrapes")
        .untilAsserted(
            () -> {
              Scrape scrape = deployment.scrape();
              assertThat(scrape.sum(Metrics.WORKER_REQUESTS))
                  .isEqualTo(scrape.sum(Metrics.REQUESTS));
              assertThat(scrape.sum(Metrics.WORKER_REQUESTS) - deployment.tools(scrape))
                  .isEqualTo(sent);
            });
    assertThat(deployment.witness().outer().identifiedRequests()).isEqualTo(sent);
    Patience.await("the access log is complete")
        .untilAsserted(() -> assertThat(deployment.accessLog()).hasSize(sent));
  }

  @Test
  void countsTheRequestsThatThrewPastItsWorker() {
    assertThat(after.sum(Metrics.WORKER_FAILED_REQUESTS))
        .isEqualTo((double) CLIENTS * ROUNDS * FAILING.size());
  }

  @Test
  void isBusyForNoLongerThanItIsThere() {
    double wall = (System.nanoTime() - startNanos) * SECONDS_PER_NANO;

    // The worker of the scrape may have served nothing before.
    assertThat(after.find(Metrics.WORKER_BUSY, Map.of()))
        .allSatisfy(sample -> assertThat(sample.value()).isNotNegative().isLessThan(wall))
        .anySatisfy(sample -> assertThat(sample.value()).isPositive());
  }

  /** The load itself checks that the counters never decrease. */
  @Test
  void usesTimeAndMemoryForWhatItServes() {
    Increase load = new Increase(before, after);

    assertThat(load.of(Metrics.WORKER_CPU, Map.of())).isPositive();
    assertThat(load.of(Metrics.WORKER_ALLOCATED, Map.of())).isPositive();
    assertThat(after.labelValues(Metrics.WORKER_CPU, Metrics.WORKER))
        .isEqualTo(after.labelValues(Metrics.WORKER_REQUESTS, Metrics.WORKER));
  }

  @Test
  void isAThreadWithANumberFromZeroOn() {
    Scrape scrape = deployment.scrape();

    assertThat(scrape.labelValues(Metrics.WORKER_REQUESTS, Metrics.WORKER))
        .isEqualTo(
            IntStream.range(0, deployment.witness().outer().threads())
                .mapToObj(Integer::toString)
                .collect(Collectors.toSet()));
  }

  @Test
  void beganAfterItsServer() {
    double now = System.currentTimeMillis() * SECONDS_PER_MILLI;

    assertThat(after.find(Metrics.WORKER_START_TIME, Map.of()))
        .isNotEmpty()
        .allSatisfy(
            sample -> assertThat(sample.value()).isBetween(startMillis * SECONDS_PER_MILLI, now));
  }

  @Test
  void isOfThePoolThatTheContainerShows() {
    assertThat(after.labelValues(Metrics.WORKERS, Metrics.POOL))
        .hasSize(1)
        .isEqualTo(after.labelValues(Metrics.POOL_THREADS, Metrics.POOL));
  }

  @Test
  void isBusyWhileAGateHoldsItsRequestAndIdleThen() throws Exception {
    try (Held held = Held.atGate(deployment, HELD)) {
      assertThat(states(deployment.scrape())).containsEntry("busy", held.requests() + 1.0);
    }

    Patience.await("only the scrape's worker is busy")
        .untilAsserted(
            () -> {
              Scrape scrape = deployment.scrape();
              double workers = scrape.find(Metrics.WORKER_START_TIME, Map.of()).size();
              assertThat(states(scrape))
                  .isEqualTo(
                      Map.of("busy", 1.0, "idle", workers - 1, "stuck", 0.0, "retiring", 0.0));
            });
  }

  private static Map<String, Double> states(Scrape scrape) {
    return scrape.find(Metrics.WORKERS, Map.of()).stream()
        .collect(Collectors.toMap(sample -> sample.label(Metrics.STATE), Sample::value));
  }

  @Test
  void isOneOfTheOthersBeyondTheConfiguredNumber() throws Exception {
    Config config = Config.builder().set(ConfigKey.MAX_WORKER_SERIES, 2).build();
    try (Deployment folded = Deployment.start(container, ContainerSettings.defaults(), config)) {
      Held.atGate(folded, HELD).close();

      Patience.await("every request has ended")
          .untilAsserted(
              () -> {
                Scrape scrape = folded.scrape();
                assertThat(scrape.labelValues(Metrics.WORKER_REQUESTS, Metrics.WORKER))
                    .containsExactlyInAnyOrder("0", "1", "_other");
                assertThat(scrape.sum(Metrics.WORKER_REQUESTS))
                    .isEqualTo(scrape.sum(Metrics.REQUESTS));
                assertThat(scrape.sum(Metrics.REQUESTS) - folded.tools(scrape)).isEqualTo(HELD);
              });
    }
  }

  /** Requests that occupy workers until this object is closed. */
  private record Held(Deployment deployment, String gate, List<WireConnection> connections)
      implements AutoCloseable {

    static Held atGate(Deployment deployment, int requests) throws IOException {
      String gate = deployment.stage().id();
      List<WireConnection> connections = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        Stage stage = deployment.stage();
        WireConnection connection = stage.connect();
        connections.add(connection);
        connection.send(stage.head("GET", "/gate/wait?gate=" + gate, ""));
        stage.awaitInside();
      }
      return new Held(deployment, gate, connections);
    }

    int requests() {
      return connections.size();
    }

    @Override
    public void close() throws IOException {
      deployment.stage().open(gate);
      for (WireConnection connection : connections) {
        assertThat(connection.receive("GET").status()).isEqualTo(200);
        connection.close();
      }
    }
  }
}
