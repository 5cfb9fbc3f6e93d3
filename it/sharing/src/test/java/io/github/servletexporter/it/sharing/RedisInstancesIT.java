package io.github.servletexporter.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four JVMs that share a Redis under load, while it is stopped, emptied and paused. */
class RedisInstancesIT {

  private static final int INSTANCES = 4;

  /** After five failures in a row, an instance tries once a minute. */
  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);

  /** Long enough for all instances to become stale. */
  private static final Duration PAUSE = Duration.parse(System.getProperty("sharing.pause"));

  private static final String COUNT = "http_server_request_duration_seconds_count";
  private static final String EXITS = "servlet_instance_exits_total";
  private static final String OPERATIONS = "servlet_store_operations_total";
  private static final String LAST_SUCCESS = "servlet_store_last_success_timestamp_seconds";

  @TempDir private Path directory;

  private RedisServer redis;
  private InstanceGroup group;
  private TotalsWatch watch;

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.start(directory.resolve("redis"));
    group =
        InstanceGroup.start(
            INSTANCES,
            Files.createDirectory(directory.resolve("logs")),
            List.of(
                "redis.enabled=true",
                "redis.port=" + redis.port(),
                "redis.forward-interval=1s",
                "redis.key-prefix=orders {1}"));
    watch = TotalsWatch.of(group.living());
    awaitReady();
  }

  @AfterEach
  void stop() {
    watch.close();
    group.close();
    redis.close();
  }

  @Test
  void noRequestNoticesWhatHappensToRedisAndNoTotalFalls() throws Exception {
    watch.awaitRounds(RECOVERY_LIMIT);
    int calm = group.answers().size();
    Latencies well = Latencies.of(group.answers());
    long troubleMillis = System.currentTimeMillis();

    redis.stop();
    awaitStale();
    redis.startAgain();
    awaitReady();
    watch.awaitRounds(RECOVERY_LIMIT);

    redis.ask("FLUSHALL");
    watch.awaitRounds(RECOVERY_LIMIT);

    redis.pause();
    long resumeNanos = System.nanoTime() + PAUSE.toNanos();
    awaitStale();
    await("the pause is over")
        .atMost(PAUSE.plus(RECOVERY_LIMIT))
        .until(() -> System.nanoTime() - resumeNanos >= 0);
    redis.resume();
    awaitReady();
    watch.awaitRounds(RECOVERY_LIMIT);

    Latencies ill =
        Latencies.of(
            group.answers().stream().filter(one -> one.atMillis() > troubleMillis).toList());
    Scrape end = end();
    System.out.printf(
        "Redis: %d answered (%d before the trouble), %.0f counted, %d failed;"
            + " %d scrapes of %d series, %d gaps%n"
            + "Redis well: %s%nRedis ill: %s; ratio of p50 %.2f, of p99 %.2f%n",
        group.answered(InstanceApp.WORK),
        calm,
        end.sum(COUNT, Map.of("http_route", InstanceApp.WORK)),
        group.failures(),
        watch.scrapes(),
        watch.series(),
        watch.gaps().size(),
        well,
        ill,
        ill.p50() / well.p50(),
        ill.p99() / well.p99());
    assertExact(end);
    assertThat(group.failures()).isZero();
    assertThat(watch.broken()).isEmpty();
    assertThat(watch.gaps()).isNotEmpty();
    assertThat(end.sum("servlet_instances", Map.of("state", "live"))).isEqualTo(INSTANCES);
    assertThat(end.sum(EXITS)).isZero();
  }

  /** The instances then come back one after the other, up to a minute apart. */
  @Test
  void noTotalFallsAfterAnOutageThatWasLong() throws Exception {
    watch.awaitRounds(RECOVERY_LIMIT);

    redis.stop();
    await("instances try only once a minute")
        .atMost(RECOVERY_LIMIT)
        .untilAsserted(each(instance -> assertThat(failures(instance)).isGreaterThanOrEqualTo(5)));
    redis.startAgain();
    awaitReady();

    assertExact(end());
    assertThat(group.failures()).isZero();
    assertThat(watch.broken()).isEmpty();
    assertThat(watch.gaps()).isNotEmpty();
  }

  @Test
  void aKilledInstanceStaysInTheTotals() {
    group.replaceByKilling(0);
    group.replaceByStopping(1);
    group.replaceByKilling(2);
    group.quiesce();
    await("dead instances are folded")
        .atMost(RECOVERY_LIMIT)
        .until(
            watch::latest,
            scrape ->
                scrape.sum(EXITS, Map.of("reason", "unclean")) == 2
                    && scrape.sum(EXITS, Map.of("reason", "stopped")) == 1
                    && scrape.sum("servlet_instances", Map.of("state", "dead")) == 0);
    watch.awaitRounds(RECOVERY_LIMIT);
    Scrape end = watch.latest();

    double counted = end.sum(COUNT, Map.of("http_route", InstanceApp.WORK));
    long answered = group.answered(InstanceApp.WORK);
    long lost = group.perhapsLost(InstanceApp.WORK);
    System.out.printf(
        "Redis, 2 killed: %d answered, %.0f counted, at most %d lost; %d scrapes, gaps %s%n",
        answered, counted, lost, watch.scrapes(), watch.gaps());
    assertThat(counted).isBetween((double) answered - lost, (double) answered + group.failures());
    assertThat(watch.broken()).isEmpty();
    assertThat(end.sum("servlet_instances", Map.of("state", "live"))).isEqualTo(INSTANCES);
  }

  private Scrape end() {
    group.quiesce();
    watch.awaitRounds(RECOVERY_LIMIT);
    return watch.latest();
  }

  private void assertExact(Scrape end) {
    for (String path : List.of(InstanceApp.WORK, InstanceApp.FAILING)) {
      assertThat(end.sum(COUNT, Map.of("http_route", path))).isEqualTo(group.answered(path));
    }
  }

  /** Every instance reports that it cannot write, and no other problem. */
  private void awaitStale() {
    await("instances are stale")
        .atMost(RECOVERY_LIMIT)
        .untilAsserted(
            each(
                instance -> {
                  WireResponse ready = instance.ask("/-/ready");
                  assertThat(ready.status()).isEqualTo(503);
                  assertThat(ready.body())
                      .contains("the shared store has not been written to for three intervals");
                  assertThat(failures(instance)).isPositive();
                  double last = instance.metrics().sum(LAST_SUCCESS);
                  assertThat(System.currentTimeMillis() / 1000.0 - last).isGreaterThan(3);
                  assertThat(instance.ask("/-/healthy").status()).isEqualTo(200);
                }));
  }

  private void awaitReady() {
    long now = System.currentTimeMillis();
    await("instances are ready")
        .atMost(RECOVERY_LIMIT)
        .untilAsserted(
            each(
                instance -> {
                  assertThat(instance.ask("/-/ready").status()).isEqualTo(200);
                  assertThat(instance.publishedMillis()).isGreaterThan(now);
                }));
  }

  private static double failures(InstanceProcess instance) throws IOException {
    return instance
        .metrics()
        .sum(OPERATIONS, Map.of("operation", "publish", "outcome", "failed", "store", "redis"));
  }

  private ThrowingRunnable each(Check check) {
    return () -> {
      for (InstanceProcess instance : group.living()) {
        check.on(instance);
      }
    };
  }

  private interface Check {
    void on(InstanceProcess instance) throws IOException;
  }

  /** Durations of requests, in milliseconds. */
  private record Latencies(int answers, double p50, double p99) {
    static Latencies of(List<InstanceLoad.Answer> answers) {
      List<Double> sorted =
          answers.stream().map(answer -> answer.nanos() / 1_000_000.0).sorted().toList();
      return new Latencies(sorted.size(), at(sorted, 0.5), at(sorted, 0.99));
    }

    private static double at(List<Double> sorted, double quantile) {
      return sorted.get((int) (quantile * (sorted.size() - 1)));
    }
  }
}
