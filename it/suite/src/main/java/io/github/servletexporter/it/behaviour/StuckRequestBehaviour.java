package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.TimeoutAction;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A stuck request is reported once, and once more when it ends after all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StuckRequestBehaviour {
  /** Timeout that is longer than any scrape on a busy machine. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final String FOUND = "exceeds worker-timeout";
  private static final String ENDED = "has ended after";
  private static final double SECONDS_PER_MILLI = 1e-3;
  private static final double CLOCK_TOLERANCE = 0.1;

  private final Container container;
  private Deployment logging;
  private Deployment interrupting;
  private LogCapture log;

  StuckRequestBehaviour(Container container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    logging = start(TimeoutAction.LOG);
    // The very first scrape takes long and must not be interrupted.
    logging.scrape();
    interrupting = start(TimeoutAction.INTERRUPT);
  }

  private Deployment start(TimeoutAction action) throws Exception {
    Config config =
        Config.builder()
            .set(ConfigKey.WORKER_TIMEOUT, TIMEOUT)
            .set(ConfigKey.WORKER_TIMEOUT_ACTION, action)
            .build();
    return Deployment.start(container, ContainerSettings.defaults(), config);
  }

  @AfterAll
  void stop() throws IOException {
    logging.close();
    interrupting.close();
  }

  @BeforeEach
  void listen() {
    log = LogCapture.open();
  }

  @AfterEach
  void listenNoMore() {
    log.close();
  }

  /** The second request is found in a later check than the first, which is not reported again. */
  @Test
  void reportsAStuckRequestOnceOnAWorkerOrAsynchronous() throws Exception {
    Scrape before = logging.settled();
    Stage onWorker = logging.stage();
    Stage asynchronous = logging.stage();
    double start = System.currentTimeMillis() * SECONDS_PER_MILLI;
    try (WireConnection first = onWorker.connect();
        WireConnection second = asynchronous.connect()) {
      first.send(onWorker.head("GET", "/gate/wait?gate=" + onWorker.id(), ""));
      onWorker.awaitInside();
      double inside = System.currentTimeMillis() * SECONDS_PER_MILLI;
      awaitMessage("GET /app/gate/wait", FOUND, "on thread", "Gates.await(");
      second.send(asynchronous.head("GET", "/sse?gate=" + asynchronous.id(), ""));
      asynchronous.awaitInside();
      awaitMessage("GET /app/sse", FOUND, "asynchronous");

      Scrape stuck = logging.scrape();
      assertThat(stuck.sum(Metrics.STUCK_WORKERS)).isEqualTo(2);
      assertThat(stuck.sum(Metrics.STUCK_WORKERS, Map.of(Metrics.POOL, "async"))).isEqualTo(1);
      assertThat(stuck.sum(Metrics.WORKERS, Map.of(Metrics.STATE, "stuck"))).isEqualTo(1);
      assertThat(stuck.sum(Metrics.OLDEST_REQUEST))
          .isBetween(start - CLOCK_TOLERANCE, inside + CLOCK_TOLERANCE);

      onWorker.open(onWorker.id());
      onWorker.open(asynchronous.id());
      assertThat(first.receive("GET").status()).isEqualTo(200);
      assertThat(second.receive("GET").complete()).isTrue();
    }

    awaitMessage("GET /app/gate/wait", ENDED);
    awaitMessage("GET /app/sse", ENDED);
    Scrape after = logging.scrape();
    assertThat(after.sum(Metrics.STUCK_WORKERS)).isZero();
    assertThat(after.sum(Metrics.WORKERS, Map.of(Metrics.STATE, "stuck"))).isZero();
    // Nothing older than the scrape itself is in flight.
    assertThat(after.sum(Metrics.OLDEST_REQUEST)).isGreaterThan(start + TIMEOUT.toSeconds());
    assertThat(new Increase(before, after).of(Metrics.STUCK_REQUESTS, Map.of())).isEqualTo(2);
    assertThat(new Increase(before, after).of(Metrics.STUCK_INTERRUPTS, Map.of())).isZero();
    assertThat(log.messages("/app/gate/wait", FOUND)).hasSize(1);
    assertThat(log.messages("/app/sse", FOUND)).hasSize(1);
  }

  /**
   * The others are found in a later check than the stubborn one, which is not interrupted again.
   * They follow each other closely on one connection, so that one thread serves both.
   */
  @Test
  void interruptsAStuckRequestOnceAndNoOther() throws Exception {
    Scrape before = interrupting.settled();
    Stage stubborn = interrupting.stage();
    Stage others = interrupting.stage();
    try (WireConnection first = stubborn.connect();
        WireConnection second = others.connect()) {
      first.send(stubborn.head("GET", "/gate/stubborn?gate=" + stubborn.id(), ""));
      awaitMessage("GET /app/gate/stubborn", FOUND, "the thread is interrupted");
      second.send(
          others.head("GET", "/gate/interruptible?gate=" + others.id(), "")
              + others.head("GET", "/interrupted", ""));
      assertThat(second.receive("GET").body()).isEqualTo("interrupted at the gate");
      assertThat(second.receive("GET").body()).isEqualTo("interrupted: false");
      awaitMessage("GET /app/gate/interruptible", FOUND, "the thread is interrupted");
      awaitMessage("GET /app/gate/interruptible", ENDED);

      assertThat(interrupting.stage().get("/ok").status()).isEqualTo(200);
      Scrape after = interrupting.scrape();
      assertThat(after.sum(Metrics.STUCK_WORKERS)).isEqualTo(1);
      assertThat(after.sum(Metrics.WORKERS, Map.of(Metrics.STATE, "stuck"))).isEqualTo(1);
      assertThat(new Increase(before, after).of(Metrics.STUCK_REQUESTS, Map.of())).isEqualTo(2);
      assertThat(new Increase(before, after).of(Metrics.STUCK_INTERRUPTS, Map.of())).isEqualTo(2);

      stubborn.open(stubborn.id());
      assertThat(first.receive("GET").status()).isEqualTo(200);
    }

    awaitMessage("GET /app/gate/stubborn", ENDED);
    assertThat(interrupting.scrape().sum(Metrics.STUCK_WORKERS)).isZero();
  }

  private void awaitMessage(String... parts) {
    Patience.await(String.join(" … ", parts))
        .untilAsserted(() -> assertThat(log.messages(parts)).hasSize(1));
  }
}
