package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.listener.endpoint.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReportLimitTest {

  private static final Peer ATTACKER = Peer.of("192.0.2.1");
  private static final Peer OTHER = Peer.of("192.0.2.2");
  private static final byte[] REPORT = {'{', '}'};

  private final ReportLimit limit = new ReportLimit(Duration.ofHours(1));
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicInteger rendering = new AtomicInteger();
  private final AtomicInteger mostRendering = new AtomicInteger();
  private final ExecutorService clients = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    done.countDown();
    clients.shutdownNow();
  }

  private byte[] slow() throws IOException {
    mostRendering.accumulateAndGet(rendering.incrementAndGet(), Math::max);
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    rendering.decrementAndGet();
    return REPORT;
  }

  private Future<Optional<byte[]>> request(Peer peer, int expected) {
    Callable<Optional<byte[]>> request = () -> limit.render(peer, this::slow);
    Future<Optional<byte[]>> answer = clients.submit(request);
    await().until(() -> limit.requests() == expected);
    return answer;
  }

  @Test
  void rendersOneReportAtATimeAndRefusesWhatIsTooMuch() throws Exception {
    List<Future<Optional<byte[]>>> admitted = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      admitted.add(request(ATTACKER, i));
    }

    assertThat(limit.render(ATTACKER, this::slow)).isEmpty();
    admitted.add(request(OTHER, 5));
    admitted.add(request(OTHER, 6));
    assertThat(limit.render(Peer.of("192.0.2.3"), this::slow)).isEmpty();

    done.countDown();
    for (Future<Optional<byte[]>> each : admitted) {
      assertThat(each.get()).contains(REPORT);
    }
    assertThat(mostRendering).hasValue(1);
    assertThat(limit.requests()).isZero();
  }

  @Test
  void isFreeAfterAFailure() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(
              () ->
                  limit.render(
                      ATTACKER,
                      () -> {
                        throw new IllegalStateException("source");
                      }))
          .hasMessage("source");
    }

    assertThat(limit.render(ATTACKER, () -> REPORT)).contains(REPORT);
  }
}
