package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.request.SlowRequestListener;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlowRequestsTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
  private final SlowRequests slow = slow(Duration.ofSeconds(5));

  private SlowRequests slow(Duration threshold) {
    return new SlowRequests(threshold, 100, nanos::get, InstantSource.fixed(NOW));
  }

  @Test
  void countsRequestsByRouteFromTheThresholdOn() {
    end(slow, "/shop/a", 5_000);
    end(slow, "/shop/a", 7_000);
    end(slow, "/shop/b", 4_999);

    assertThat(counted(slow)).containsExactly("/shop/a 2.0");
  }

  @Test
  void countsNothingWithoutAThresholdButHasTheTable() {
    SlowRequests tableOnly = slow(Duration.ZERO);
    end(tableOnly, "/shop/a", 50_000);

    assertThat(counted(tableOnly)).isEmpty();
    assertThat(tableOnly.slowest()).hasSize(1);
    assertThat(tableOnly.leastNanos()).isEqualTo(1_000_000_000);
  }

  @Test
  void isToldOfRequestsBelowASecondIfTheyCount() {
    SlowRequests soon = slow(Duration.ofMillis(100));
    end(soon, "/shop/a", 100);

    assertThat(soon.leastNanos()).isEqualTo(100_000_000);
    assertThat(counted(soon)).containsExactly("/shop/a 1.0");
    assertThat(soon.slowest()).isEmpty();
  }

  @Test
  void hasTheSlowestFirst() {
    end(slow, "/shop/a", 2_000);
    end(slow, "/shop/b", 3_000, "00-" + TRACE + "-00f067aa0ba902b7-01");

    assertThat(slow.slowest())
        .containsExactly(
            new SlowRequest("GET", "/shop/b", 200, NOW, Duration.ofSeconds(3), TRACE),
            new SlowRequest("GET", "/shop/a", 200, NOW, Duration.ofSeconds(2), null));
  }

  @Test
  void keepsTheSlowestOnly() {
    for (int millis = 1_000; millis < 1_100; millis++) {
      end(slow, "/shop/a", millis);
    }

    List<SlowRequest> slowest = slow.slowest();
    assertThat(slowest).hasSize(50);
    assertThat(slowest.get(49).duration()).isEqualTo(Duration.ofMillis(1_050));
  }

  @Test
  void forgetsThemAfterAnHour() {
    end(slow, "/shop/old", 9_000);
    nanos.addAndGet(Duration.ofMinutes(59).toNanos());
    end(slow, "/shop/new", 2_000);
    assertThat(slow.slowest()).hasSize(2);

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThat(slow.slowest()).extracting(SlowRequest::route).containsExactly("/shop/new");
  }

  private static void end(SlowRequests slow, String route, long millis) {
    end(slow, route, millis, "not valid");
  }

  private static void end(
      SlowRequests slow, String route, long millis, @Nullable String traceParent) {
    slow.ended(
        new SlowRequestListener.EndedRequest(
            "GET", route, 200, Duration.ofMillis(millis).toNanos(), traceParent));
  }

  private static List<String> counted(SlowRequests slow) {
    CounterSnapshot counter = (CounterSnapshot) slow.collect().get(0);
    return counter.getDataPoints().stream()
        .map(point -> point.getLabels().get("http_route") + " " + point.getValue())
        .toList();
  }
}
