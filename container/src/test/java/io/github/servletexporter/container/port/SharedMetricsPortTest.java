package io.github.servletexporter.container.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SharedMetricsPortTest {

  private static final long LONG = 10_000;
  private static final long SHORT = 20;

  private final String port = "127.0.0.1:9404 " + UUID.randomUUID();
  private final List<AutoCloseable> members = new ArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void leave() throws Exception {
    gate.countDown();
    for (AutoCloseable member : members) {
      member.close();
    }
  }

  @Test
  void readsTheMetricsOfAllOthers() throws Exception {
    join("/a", () -> bytes("a"));
    join("/b", () -> bytes("b"));
    join("/c", () -> bytes("c"));

    assertThat(SharedMetricsPort.metrics(port, "/a", LONG))
        .containsExactly(Map.entry("/b", bytes("b")), Map.entry("/c", bytes("c")));
    assertThat(SharedMetricsPort.members(port)).containsExactly("/a", "/b", "/c");
  }

  @Test
  void keepsPortsApart() throws Exception {
    join("/a", () -> bytes("a"));

    assertThat(SharedMetricsPort.metrics("another", "", LONG)).isEmpty();
  }

  @Test
  void statesWhyAnApplicationHasNoMetrics() throws Exception {
    join(
        "/throwing",
        () -> {
          throw new IllegalStateException("out of order");
        });
    join("/fine", () -> bytes("b"));

    assertThat(SharedMetricsPort.metrics(port, "", LONG))
        .containsEntry("/fine", bytes("b"))
        .containsEntry("/throwing", "java.lang.IllegalStateException: out of order");
  }

  @Test
  void waitsForASlowApplicationOnlyOnceAndCallsItOnce() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    join(
        "/slow",
        () -> {
          calls.incrementAndGet();
          await(gate);
          return bytes("late");
        });

    assertThat(SharedMetricsPort.metrics(port, "", SHORT))
        .containsEntry("/slow", "no answer within 20 ms");
    assertThat(SharedMetricsPort.metrics(port, "", SHORT))
        .containsEntry("/slow", "no answer within 20 ms");
    assertThat(calls).hasValue(1);
    gate.countDown();

    assertThat(SharedMetricsPort.metrics(port, "", LONG)).containsEntry("/slow", bytes("late"));
  }

  @Test
  void passesRequestsOnAndBoundsTheirNumber() throws Exception {
    members.add(
        SharedMetricsPort.join(
            port,
            "/a",
            () -> bytes(""),
            request -> {
              if (request.containsKey("wait")) {
                await(gate);
              }
              return Map.of("status", 200, "path", request.getOrDefault("path", ""));
            },
            () -> {}));

    assertThat(SharedMetricsPort.page(port, "/a", Map.of("path", "/status"), LONG))
        .isEqualTo(Map.of("status", 200, "path", "/status"));
    assertThat(SharedMetricsPort.page(port, "/none", Map.of(), LONG)).isNull();
    for (int i = 0; i < 4; i++) {
      assertThat(SharedMetricsPort.page(port, "/a", Map.of("wait", ""), 1))
          .isEqualTo("no answer within 1 ms");
    }
    assertThat(SharedMetricsPort.page(port, "/a", Map.of(), LONG))
        .isEqualTo("too many requests are in progress");
  }

  @Test
  void notifiesEveryMemberOfAFreePort() {
    AtomicInteger notified = new AtomicInteger();
    members.add(
        SharedMetricsPort.join(port, "/a", () -> bytes(""), request -> Map.of(), this::fail));
    members.add(
        SharedMetricsPort.join(
            port, "/b", () -> bytes(""), request -> Map.of(), notified::incrementAndGet));

    assertThatCode(() -> SharedMetricsPort.freed(port)).doesNotThrowAnyException();

    assertThat(notified).hasValue(1);
  }

  @Test
  void endsACallInProgressWithItsApplication() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AutoCloseable member =
        SharedMetricsPort.join(
            port,
            "/a",
            () -> {
              running.countDown();
              try {
                gate.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return bytes("");
            },
            request -> Map.of(),
            () -> {});
    SharedMetricsPort.metrics(port, "", SHORT);
    running.await();

    member.close();
    member.close();

    assertThat(interrupted.getCount()).isZero();
    assertThat(SharedMetricsPort.metrics(port, "", LONG)).isEmpty();
    assertThat(SharedMetricsPort.members(port)).isEmpty();
  }

  /** The handle stays with the caller, as it may in an application that is not collected. */
  @Test
  void keepsNothingOfAnApplicationThatHasLeft() throws Exception {
    byte[] metrics = new byte[1];
    AutoCloseable member =
        SharedMetricsPort.join(port, "/a", holding(metrics), request -> Map.of(), () -> {});
    SharedMetricsPort.metrics(port, "", LONG);
    WeakReference<byte[]> left = new WeakReference<>(metrics);
    metrics = new byte[0];
    member.close();

    while (left.get() != null) {
      System.gc();
    }
    assertThat(metrics).isEmpty();
    assertThat(member).isNotNull();
  }

  private static Supplier<byte[]> holding(byte[] metrics) {
    return () -> metrics;
  }

  private void join(String application, Supplier<byte[]> metrics) {
    members.add(SharedMetricsPort.join(port, application, metrics, request -> Map.of(), () -> {}));
  }

  private void fail() {
    throw new IllegalStateException("failing application");
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
