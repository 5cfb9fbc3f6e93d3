package io.github.servletexporter.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.github.servletexporter.sharing.redis.RedisProcess;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merged view of instances whose Redis is stopped, flushed and paused. */
class AggregateThroughRedisTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final InstanceVersions VERSIONS =
      new InstanceVersions("Jetty", "12", "0.1", "17", "platform");

  @TempDir private Path directory;

  private final AtomicLong requests = new AtomicLong();
  private RedisProcess redis;
  private SharedStore first;
  private AggregateView view;
  private double highest;

  @BeforeEach
  void start() {
    redis = RedisProcess.start(directory);
    first = instance("/first", requests);
    view =
        new AggregateView(
            first::read,
            new AggregateView.Limits(Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(1)),
            Ticker.system());
  }

  @AfterEach
  void stop() {
    first.close();
    redis.close();
  }

  @Test
  void neverFallsWhateverHappensToRedis() {
    AtomicLong others = new AtomicLong(1_000);
    try (SharedStore second = instance("/second", others)) {
      try (SharedStore third = instance("/third", new AtomicLong(1_000_000))) {
        awaitTotal(1_001_000);
        assertThat(third.health().failures()).isZero();
      }
      await().atMost(PATIENCE).until(() -> first.instances().size() == 2);
      // Three intervals are 150 ms, which a busy machine misses now and then.
      await().atMost(PATIENCE).until(() -> !second.health().stale());

      happens(() -> redis.ask("FLUSHALL"));
      happens(
          () -> {
            redis.stop();
            redis.start();
          });
      happens(
          () -> {
            redis.pause();
            // Both instances wait for it in the meantime.
            await().atMost(PATIENCE).until(() -> first.health().failures() > 0);
            redis.resume();
          });
      others.set(2_000);
      awaitTotal(1_002_000 + requests.get());
    }
  }

  @Test
  void saysWhyItIsNotThere() {
    redis.stop();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(first.health().lastFailure()).contains("Connection refused"));
    assertThat(total()).isNegative();
  }

  private void happens(Event event) {
    try {
      event.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    awaitTotal(1_001_000 + requests.incrementAndGet());
  }

  /** Reads the view until it has the total, and checks that the total never falls. */
  private void awaitTotal(double expected) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              double total = total();
              assertThat(total).satisfiesAnyOf(this::isUnavailable, this::isNotBelow);
              highest = Math.max(highest, total);
              return total == expected;
            });
  }

  private void isUnavailable(double total) {
    assertThat(total).isNegative();
  }

  private void isNotBelow(double total) {
    assertThat(total).isGreaterThanOrEqualTo(highest);
  }

  /** Returns -1 if there is no view, which is a gap for a scraper. */
  private double total() {
    try {
      return view.get().snapshots().stream()
          .filter(family -> family.getMetadata().getPrometheusName().equals("requests"))
          .mapToDouble(family -> ((CounterSnapshot) family).getDataPoints().get(0).getValue())
          .sum();
    } catch (ViewUnavailableException e) {
      return -1;
    }
  }

  private SharedStore instance(String contextPath, AtomicLong count) {
    SharedStore store =
        new SharedStore(
            new WebApp(contextPath, getClass().getClassLoader()),
            new StoreConfig(new StoreConfig.Redis(redis.settings()), Duration.ofMillis(50), true),
            () -> VERSIONS,
            () -> counted(count.get()));
    store.start();
    return store;
  }

  private static MetricSnapshots counted(long count) {
    return MetricSnapshots.of(
        new CounterSnapshot(
            new MetricMetadata("requests"),
            List.of(new CounterDataPointSnapshot(count, Labels.EMPTY, null, 0))));
  }

  /** Event that affects Redis. */
  private interface Event {
    void run() throws Exception;
  }
}
