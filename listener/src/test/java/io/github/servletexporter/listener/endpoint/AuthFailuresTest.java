package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.RecordedExchange;
import io.github.servletexporter.listener.RecordedLog;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AuthFailuresTest {

  private static final String GUESSER = "192.0.2.66";
  private static final String OTHER = "192.0.2.1";

  private final AtomicLong nanos = new AtomicLong();
  private final AuthFailures failures =
      new AuthFailures(new WebApp("/shop", AuthFailuresTest.class.getClassLoader()), nanos::get);
  private final Endpoint endpoint =
      new Authenticator(null, null, "right", failures)
          .protect(exchange -> PlainAnswer.send(exchange, 200, "ok"));

  @Test
  void allowsTenGuessesAndThenOneASecond() throws IOException {
    for (int i = 0; i < 10; i++) {
      assertThat(status(GUESSER, "wrong")).isEqualTo(401);
    }
    assertThat(status(GUESSER, "wrong")).isEqualTo(429);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(status(GUESSER, "wrong")).isEqualTo(401);
    assertThat(status(GUESSER, "wrong")).isEqualTo(429);
  }

  @Test
  void doesNotRevealARightGuessBeyondTheLimit() throws IOException {
    guess(20);

    RecordedExchange exchange = request(GUESSER, "right");

    assertThat(exchange.status).isEqualTo(429);
    assertThat(exchange.headers).containsEntry("Retry-After", "1");
    assertThat(status(OTHER, "right")).isEqualTo(200);
  }

  @Test
  void admitsAClientThatHadTheRightCredentialsWhateverOthersBehindItsAddressDo()
      throws IOException {
    assertThat(status(GUESSER, "right")).isEqualTo(200);
    guess(20);

    assertThat(status(GUESSER, "right")).isEqualTo(200);

    nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    guess(20);
    assertThat(status(GUESSER, "right")).isEqualTo(429);
  }

  @Test
  void forgetsTheClientThatWasNotSeenForLongest() throws IOException {
    guess(20);

    for (int i = 0; i < 1_000; i++) {
      status("10.0." + i / 250 + "." + i % 250, "wrong");
    }

    assertThat(status(GUESSER, "right")).isEqualTo(200);
  }

  @Test
  void countsWrongCredentialsAndNoMissingOnes() throws IOException {
    guess(3);
    RecordedExchange without = new RecordedExchange("GET", "/metrics");
    endpoint.handle(without);

    assertThat(without.status).isEqualTo(401);
    CounterSnapshot counter = (CounterSnapshot) failures.collect().get(0);
    assertThat(counter.getDataPoints().get(0).getValue()).isEqualTo(3);
  }

  @Test
  void logsOneLineAMinute() throws IOException {
    try (RecordedLog log = RecordedLog.of(AuthFailures.class)) {
      guess(50);
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0)).contains("/shop", GUESSER).doesNotContain("wrong\"");

      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      guess(1);
      assertThat(log.lines().get(1)).contains("suppressed=49");
    }
  }

  private void guess(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      status(GUESSER, "wrong");
    }
  }

  private int status(String address, String token) throws IOException {
    return request(address, token).status;
  }

  private RecordedExchange request(String address, String token) throws IOException {
    RecordedExchange exchange =
        new RecordedExchange("GET", "/metrics")
            .with("Authorization", "Bearer " + token)
            .from(address);
    endpoint.handle(exchange);
    return exchange;
  }
}
