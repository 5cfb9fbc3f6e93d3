package io.github.servletexporter.listener.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionMetricsTest {

  private static final long START = 1_000_000;
  private static final int NEVER = -1;

  private long nowMillis = START;
  private final SessionMetrics sessions = new SessionMetrics(() -> Instant.ofEpochMilli(nowMillis));

  @Test
  void countsASessionAsActiveUntilItEnds() {
    sessions.created();
    sessions.created();
    sessions.ended(session(START, START, 60));

    assertThat(value("servlet_sessions")).isEqualTo(1);
    assertThat(value("servlet_sessions_created")).isEqualTo(2);
    assertThat(value("servlet_sessions_expired")).isZero();
  }

  @Test
  void countsTheEndOfAnIdleSessionAsExpired() {
    sessions.created();
    nowMillis = START + 60_000;
    sessions.ended(session(START, START, 60));

    assertThat(value("servlet_sessions_expired")).isEqualTo(1);
  }

  @Test
  void doesNotCountTheEndOfASessionInUseAsExpired() {
    sessions.created();
    nowMillis = START + 60_000;
    sessions.ended(session(START, START + 1, 60));

    assertThat(value("servlet_sessions_expired")).isZero();
  }

  @Test
  void countsNoSessionAsExpiredThatCannotExpire() {
    sessions.created();
    nowMillis = START + 1_000_000;
    sessions.ended(session(START, START, NEVER));

    assertThat(value("servlet_sessions_expired")).isZero();
  }

  @Test
  void doesNotCountARestoredSessionAsActive() {
    sessions.created();
    nowMillis = START + 60_000;
    sessions.ended(session(START - 1, START - 1, 60));

    assertThat(value("servlet_sessions")).isEqualTo(1);
    assertThat(value("servlet_sessions_expired")).isEqualTo(1);
  }

  private double value(String name) {
    DataPointSnapshot point =
        sessions.collect().stream()
            .filter(family -> family.getMetadata().getName().equals(name))
            .findFirst()
            .orElseThrow()
            .getDataPoints()
            .get(0);
    return point instanceof GaugeDataPointSnapshot gauge
        ? gauge.getValue()
        : ((CounterDataPointSnapshot) point).getValue();
  }

  private static HttpSession session(long created, long accessed, int limitSeconds) {
    return (HttpSession)
        Proxy.newProxyInstance(
            HttpSession.class.getClassLoader(),
            new Class<?>[] {HttpSession.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getCreationTime" -> created;
                  case "getLastAccessedTime" -> accessed;
                  case "getMaxInactiveInterval" -> limitSeconds;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
