package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.PagePlace;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that stops lets the requests in flight finish and accepts no others meanwhile. */
abstract class DrainBehaviour {
  private static final Duration LONGER_THAN_ANY_TEST = Duration.ofMinutes(5);
  private static final Duration SHORTER_THAN_ANY_REQUEST_HERE = Duration.ofSeconds(1);
  private static final Duration LONG_ENOUGH_TO_NOTICE = Duration.ofSeconds(3);
  private static final long STOP_LIMIT_SECONDS = 30;
  private static final String CUT = "requests at the end of graceful-timeout are cut off";

  private final Container container;
  private final HoldingServlets held = new HoldingServlets();
  private final LogCapture log = LogCapture.open();

  DrainBehaviour(Container container) {
    this.container = container;
  }

  private Deployment start(Duration gracefulTimeout) throws Exception {
    return start(Config.builder().set(ConfigKey.GRACEFUL_TIMEOUT, gracefulTimeout).build());
  }

  private Deployment start(Config config) throws Exception {
    return Deployment.start(container, ContainerSettings.defaults(), config, held);
  }

  @Test
  void answersRequestsInFlightAndRefusesNewOnes() throws Exception {
    Deployment deployment = start(LONGER_THAN_ANY_TEST);
    Stage stage = deployment.stage();
    try (WireConnection onWorker = begin(deployment, HoldingServlets.ON_WORKER);
        WireConnection asynchronous = begin(deployment, HoldingServlets.ASYNCHRONOUS);
        WireConnection kept = stage.connect()) {
      kept.send(stage.head("GET", "/ok", ""));
      assertThat(kept.receive("GET").announcesClose()).isFalse();

      CompletableFuture<Void> stop = stop(deployment);
      WireResponse refused = awaitRefusal(deployment);
      kept.send(stage.head("GET", "/ok", ""));
      WireResponse refusedToo = kept.receive("GET");
      assertThat(stop).isNotDone();
      held.release();

      assertIsAnswered(onWorker);
      assertIsAnswered(asynchronous);
      stop.get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(refused.announcesClose()).isTrue();
      assertThat(refused.header("Retry-After")).containsExactly("5");
      assertThat(refusedToo.status()).isEqualTo(503);
      assertThat(refusedToo.announcesClose()).isTrue();
    }

    assertThat(log.messages(CUT)).isEmpty();
  }

  @Test
  void failsNoRequestOfABalancerThatNoticesDuringTheDelay() throws Exception {
    Deployment deployment =
        start(
            Config.builder()
                .set(ConfigKey.SHUTDOWN_DELAY, LONG_ENOUGH_TO_NOTICE)
                .set(ConfigKey.HEALTH, PagePlace.APP)
                .build());
    try (Balancer balancer = Balancer.before(deployment)) {
      balancer.awaitAnswers();

      CompletableFuture<Void> stop = stop(deployment);
      balancer.awaitNotReady();

      assertThat(deployment.get("/ok").status()).isEqualTo(200);
      assertThat(stop).isNotDone();
      stop.get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(balancer.failures()).isEmpty();
    }
    assertThat(log.messages("shutdown-delay=3000 ms")).hasSize(1);
  }

  @Test
  void cutsAndNamesRequestsThatNeverEnd() throws Exception {
    Deployment deployment = start(SHORTER_THAN_ANY_REQUEST_HERE);
    try (WireConnection onWorker = begin(deployment, HoldingServlets.ON_WORKER);
        WireConnection asynchronous = begin(deployment, HoldingServlets.ASYNCHRONOUS)) {
      stop(deployment).get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);

      assertIsCut(onWorker);
      assertIsCut(asynchronous);
    }

    assertThat(log.messages(CUT))
        .singleElement()
        .asString()
        .startsWith("web app \"/app\": ")
        .containsPattern("count=2, duration=\\d{4,} ms: ")
        .contains("GET /app/held (", "GET /app/held-asynchronously (");
  }

  @Test
  void doesNotWaitWithoutATimeout() throws Exception {
    Deployment deployment = start(Duration.ZERO);
    try (WireConnection onWorker = begin(deployment, HoldingServlets.ON_WORKER)) {
      stop(deployment).get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);

      assertIsCut(onWorker);
    }

    assertThat(log.messages(CUT)).singleElement().asString().contains("GET /app/held (");
  }

  private static WireConnection begin(Deployment deployment, String path) throws IOException {
    Stage stage = deployment.stage();
    WireConnection connection = stage.connect();
    connection.send(stage.head("GET", path, ""));
    stage.awaitInside();
    return connection;
  }

  private static CompletableFuture<Void> stop(Deployment deployment) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            deployment.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Sends requests until one is refused; before the drain begins they are answered as usual. */
  private static WireResponse awaitRefusal(Deployment deployment) {
    return Patience.await("a new request is refused")
        .until(() -> deployment.get("/ok"), response -> response.status() == 503);
  }

  private static void assertIsAnswered(WireConnection connection) throws IOException {
    WireResponse response = connection.receive("GET");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.bytes()).hasSize(HoldingServlets.BODY_BYTES);
  }

  /** Asserts that the request failed; some containers still answer it. */
  private static void assertIsCut(WireConnection connection) {
    try {
      WireResponse response = connection.receive("GET");
      assertThat(response.status()).isGreaterThanOrEqualTo(500);
    } catch (IOException e) {
      assertThat(e).isInstanceOfAny(EOFException.class, SocketException.class);
    }
  }

  @AfterEach
  void listenNoMore() {
    log.close();
  }
}
