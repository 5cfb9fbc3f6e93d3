package io.github.servletexporter.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.scrape.Scrape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four JVMs that share a directory under load, while they are killed, stopped and replaced. */
class DirectoryInstancesIT {

  private static final int INSTANCES = 4;

  /** Fewer would show little; a slow machine takes longer for them. */
  private static final int LEAST_KILLS = 3;

  /** Three silent intervals and one pass of a neighbour, on a slow machine. */
  private static final Duration FOLDING_LIMIT = Duration.ofMinutes(2);

  private static final Duration KILLING = Duration.parse(System.getProperty("sharing.duration"));

  private static final String COUNT = "http_server_request_duration_seconds_count";
  private static final String BUCKET = "http_server_request_duration_seconds_bucket";
  private static final String EXCEPTIONS = "http_server_exceptions_total";
  private static final String EXITS = "servlet_instance_exits_total";

  @TempDir private Path directory;

  private InstanceGroup group;
  private TotalsWatch watch;

  @BeforeEach
  void start() throws Exception {
    Path store = directory.resolve("store");
    group =
        InstanceGroup.start(
            INSTANCES,
            Files.createDirectory(directory.resolve("logs")),
            List.of("multiproc-dir=" + store));
    watch = TotalsWatch.of(group.living());
  }

  @AfterEach
  void stop() {
    watch.close();
    group.close();
  }

  @Test
  void aKilledInstanceLosesNoMoreThanItHasNotYetPublished() throws Exception {
    long endNanos = System.nanoTime() + KILLING.toNanos();
    boolean enough = false;
    for (int place = 0; !enough; place = (place + 1) % INSTANCES) {
      group.replaceByKilling(place);
      watch.awaitRounds(FOLDING_LIMIT);
      enough = group.kills() >= LEAST_KILLS && System.nanoTime() - endNanos >= 0;
    }
    group.replaceByStopping(0);
    Scrape end = end();

    report("kills", end);
    assertTotal(end, InstanceApp.WORK);
    assertTotal(end, InstanceApp.FAILING);
    assertThat(group.failures()).isLessThanOrEqualTo(group.kills());
    assertNothingFell();
    assertThat(watch.gaps()).isEmpty();
    assertLiveGaugesOnly(end);
    assertThat(unclean()).isEqualTo(group.kills());
  }

  @Test
  void aStoppedInstanceLosesNothing() throws Exception {
    watch.awaitRounds(FOLDING_LIMIT);
    for (int place = 0; place < INSTANCES; place++) {
      group.replaceByStopping(place);
    }
    Scrape end = end();

    report("stops", end);
    assertThat(group.failures()).isZero();
    assertThat(end.sum(COUNT, route(InstanceApp.WORK))).isEqualTo(group.answered(InstanceApp.WORK));
    assertThat(end.sum(COUNT, route(InstanceApp.FAILING)))
        .isEqualTo(group.answered(InstanceApp.FAILING));
    assertNothingFell();
    assertThat(watch.gaps()).isEmpty();
    assertLiveGaugesOnly(end);
    assertThat(unclean()).isZero();
  }

  /** Returns the merged view after every instance has published and the dead ones are folded. */
  private Scrape end() {
    group.quiesce();
    await("dead instances are folded")
        .atMost(FOLDING_LIMIT)
        .until(
            watch::latest,
            scrape ->
                scrape.sum(EXITS, Map.of("reason", "unclean")) == group.kills()
                    && scrape.sum(EXITS, Map.of("reason", "stopped")) == group.stops()
                    && scrape.sum("servlet_instances", Map.of("state", "dead")) == 0);
    watch.awaitRounds(FOLDING_LIMIT);
    return watch.latest();
  }

  private void assertTotal(Scrape end, String path) {
    long answered = group.answered(path);
    long least = answered - group.perhapsLost(path);

    assertThat(end.sum(COUNT, route(path)))
        .as("%s: %d answered", path, answered)
        .isBetween((double) least, (double) answered + group.failures());
    assertThat(
            end.find(BUCKET, route(path)).stream()
                .filter(sample -> sample.label("le").equals("+Inf"))
                .mapToDouble(sample -> sample.value())
                .sum())
        .isEqualTo(end.sum(COUNT, route(path)));
    if (path.equals(InstanceApp.FAILING)) {
      assertThat(end.sum(EXCEPTIONS, route(path))).isEqualTo(end.sum(COUNT, route(path)));
    }
  }

  private static Map<String, String> route(String path) {
    return Map.of("http_route", path);
  }

  private void assertNothingFell() {
    assertThat(watch.broken()).isEmpty();
    assertThat(watch.scrapes()).isGreaterThan(20);
    assertThat(watch.series()).isGreaterThan(50);
  }

  private void assertLiveGaugesOnly(Scrape end) throws Exception {
    assertThat(end.sum("servlet_instances", Map.of("state", "live"))).isEqualTo(INSTANCES);
    assertThat(end.find("servlet_instance_info", Map.of())).hasSize(INSTANCES);
    assertThat(end.sum("http_server_active_requests")).isZero();
    assertThat(end.labelValues("process_start_time_seconds", "instance")).hasSize(INSTANCES);
    double threads = 0;
    for (InstanceProcess instance : group.living()) {
      threads += instance.metrics().sum("servlet_pool_threads_max");
    }
    assertThat(end.sum("servlet_pool_threads_max")).isEqualTo(threads).isPositive();
  }

  /** The instance that folds one without a closing mark logs it once. */
  private long unclean() {
    return group.all().stream()
        .flatMap(instance -> instance.output().lines())
        .filter(line -> line.contains("was terminated due to signal"))
        .filter(line -> line.contains("left no closing mark"))
        .count();
  }

  private void report(String what, Scrape end) {
    System.out.printf(
        "%s: %d killed, %d stopped; %d answered, %.0f counted, at most %d lost, %d failed;"
            + " %d scrapes of %d series, %d gaps%n",
        what,
        group.kills(),
        group.stops(),
        group.answered(InstanceApp.WORK),
        end.sum(COUNT, route(InstanceApp.WORK)),
        group.perhapsLost(InstanceApp.WORK),
        group.failures(),
        watch.scrapes(),
        watch.series(),
        watch.gaps().size());
  }
}
