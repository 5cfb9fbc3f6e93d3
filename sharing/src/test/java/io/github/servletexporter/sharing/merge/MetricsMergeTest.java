package io.github.servletexporter.sharing.merge;

import static io.github.servletexporter.sharing.merge.Metrics.DEAD;
import static io.github.servletexporter.sharing.merge.Metrics.NEW;
import static io.github.servletexporter.sharing.merge.Metrics.OLD;
import static io.github.servletexporter.sharing.merge.Metrics.counter;
import static io.github.servletexporter.sharing.merge.Metrics.family;
import static io.github.servletexporter.sharing.merge.Metrics.gauge;
import static io.github.servletexporter.sharing.merge.Metrics.labels;
import static io.github.servletexporter.sharing.merge.Metrics.merge;
import static io.github.servletexporter.sharing.merge.Metrics.merged;
import static io.github.servletexporter.sharing.merge.Metrics.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.sharing.model.MergedMetrics;
import io.github.servletexporter.sharing.model.TypeConflict;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricsMergeTest {

  @Test
  void addsCountersOfTheLivingAndTheDead() {
    MetricSnapshots merged =
        merged(counter("c", 1, "a", "x"), counter("c", 2, "a", "x"), counter("c", 4, "a", "x"));

    assertThat(value(merged, "c", "a", "x")).isEqualTo(7);
  }

  @Test
  void keepsSeriesThatOnlySomeInstancesHave() {
    MetricSnapshots merged =
        merged(counter("c", 1, "a", "x"), counter("c", 2, "a", "y"), counter("c", 4, "b", "x"));

    assertThat(labels(merged, "c"))
        .containsExactlyInAnyOrder(Labels.of("a", "x"), Labels.of("a", "y"), Labels.of("b", "x"));
  }

  @Test
  void addsWorkersOfOneSlotNumber() {
    String name = "servlet_worker_requests";

    MetricSnapshots merged =
        merged(
            counter(name, 10, "pool", "http", "worker", "3"),
            counter(name, 5, "pool", "http", "worker", "3"));

    assertThat(value(merged, name, "pool", "http", "worker", "3")).isEqualTo(15);
  }

  @Test
  void forgetsTheGaugesOfTheDead() {
    MetricSnapshots merged =
        merged(
            gauge("http_server_active_requests", 1),
            gauge("http_server_active_requests", 2),
            gauge("http_server_active_requests", 4));

    assertThat(value(merged, "http_server_active_requests")).isEqualTo(3);
  }

  @Test
  void showsNoGaugeThatOnlyTheDeadHad() {
    MetricsMerge merge = merge();
    merge.add(DEAD, MetricSnapshots.of(gauge("g", 1)));

    assertThat(merge.result(MetricSnapshots.of()).snapshots()).isEmpty();
  }

  @Test
  void showsGaugesOfUnknownMeaningPerInstance() {
    MetricSnapshots merged = merged(gauge("queue_temperature", 20), gauge("queue_temperature", 30));

    assertThat(value(merged, "queue_temperature", "instance", "old:1")).isEqualTo(20);
    assertThat(value(merged, "queue_temperature", "instance", "new:2")).isEqualTo(30);
  }

  @Test
  void leavesALabelOfTheSameNameToTheMetricUnderAnotherName() {
    MetricSnapshots merged =
        merged(
            gauge("g", 1, "instance", "mine", "exported_instance", "too"),
            gauge("g", 2, "instance", NEW.instance()));

    assertThat(labels(merged, "g"))
        .containsExactlyInAnyOrder(
            Labels.of(
                "instance",
                "old:1",
                "exported_exported_instance",
                "mine",
                "exported_instance",
                "too"),
            Labels.of("instance", "new:2"));
  }

  @Test
  void addsWhatJvmsUseButNotTheirStartTimes() {
    MetricSnapshots merged =
        merged(gauge("jvm_threads_current", 20), gauge("jvm_threads_current", 30));
    assertThat(value(merged, "jvm_threads_current")).isEqualTo(50);

    merged = merged(gauge("process_start_time_seconds", 1), gauge("process_start_time_seconds", 2));
    assertThat(labels(merged, "process_start_time_seconds"))
        .containsExactlyInAnyOrder(Labels.of("instance", "old:1"), Labels.of("instance", "new:2"));
  }

  @Test
  void knowsNoLimitOfAllWhenOneHasNone() {
    MetricSnapshots merged =
        merged(gauge("jvm_memory_max_bytes", -1), gauge("jvm_memory_max_bytes", 4096));

    assertThat(value(merged, "jvm_memory_max_bytes")).isEqualTo(-1);
  }

  @Test
  void takesConfiguredValuesOfTheNewestInstance() {
    MetricSnapshots merged =
        merged(
            gauge("servlet_worker_request_limit", 1000, "pool", "http"),
            gauge("servlet_worker_request_limit", 500, "pool", "http"));

    assertThat(value(merged, "servlet_worker_request_limit", "pool", "http")).isEqualTo(500);
  }

  @Test
  void takesTheOldestOfStartTimesOfOurs() {
    String name = "servlet_oldest_active_request_start_time_seconds";

    assertThat(value(merged(gauge(name, 17), gauge(name, 12)), name)).isEqualTo(12);
  }

  @Test
  void leavesOutInstancesThatDoNotKnow() {
    MetricSnapshots merged =
        merged(gauge("servlet_connections", Double.NaN), gauge("servlet_connections", 3));

    assertThat(value(merged, "servlet_connections")).isEqualTo(3);
    assertThat(merged(gauge("servlet_connections", Double.NaN))).isEmpty();
  }

  @Test
  void tellsInfosStatesAndUnknownsOfInstancesApart() {
    MetricsMerge merge = merge();
    for (Origin instance : List.of(OLD, NEW, DEAD)) {
      merge.add(
          instance,
          MetricSnapshots.of(
              InfoSnapshot.builder()
                  .name("jvm_runtime")
                  .dataPoint(
                      InfoSnapshot.InfoDataPointSnapshot.builder()
                          .labels(Labels.of("version", "17"))
                          .build())
                  .build(),
              StateSetSnapshot.builder()
                  .name("feature")
                  .dataPoint(
                      StateSetSnapshot.StateSetDataPointSnapshot.builder()
                          .state("on", instance == NEW)
                          .build())
                  .build(),
              UnknownSnapshot.builder()
                  .name("thing")
                  .dataPoint(UnknownSnapshot.UnknownDataPointSnapshot.builder().value(4).build())
                  .build()));
    }

    MetricSnapshots merged = merge.result(MetricSnapshots.of()).snapshots();

    assertThat(labels(merged, "jvm_runtime"))
        .containsExactlyInAnyOrder(
            Labels.of("instance", "old:1", "version", "17"),
            Labels.of("instance", "new:2", "version", "17"));
    StateSetSnapshot states = (StateSetSnapshot) family(merged, "feature");
    assertThat(states.getDataPoints())
        .extracting(point -> point.getLabels().get("instance") + point.isTrue(0))
        .containsExactlyInAnyOrder("old:1false", "new:2true");
    assertThat(labels(merged, "thing"))
        .containsExactlyInAnyOrder(Labels.of("instance", "old:1"), Labels.of("instance", "new:2"));
  }

  @Test
  void addsCountAndSumOfSummariesAndDropsTheirQuantiles() {
    SummarySnapshot summary = summary(3, 1.5);

    MetricSnapshots merged = merged(summary, summary, summary);

    SummaryDataPointSnapshot point = ((SummarySnapshot) family(merged, "s")).getDataPoints().get(0);
    assertThat(point.getCount()).isEqualTo(9);
    assertThat(point.getSum()).isEqualTo(4.5);
    assertThat(point.getQuantiles().size()).isZero();
  }

  @Test
  void hasNoCountOfSummariesOfWhichOneHasNone() {
    SummarySnapshot uncounted =
        new SummarySnapshot(
            new MetricMetadata("s"),
            List.of(
                SummaryDataPointSnapshot.builder()
                    .quantiles(Quantiles.of(new Quantile(0.5, 1)))
                    .build()));

    SummaryDataPointSnapshot point =
        ((SummarySnapshot) family(merged(uncounted, summary(3, 1.5)), "s")).getDataPoints().get(0);

    assertThat(point.hasCount()).isFalse();
    assertThat(point.hasSum()).isFalse();
  }

  @Test
  void believesTheNewestLiveInstanceAboutTypeAndHelp() {
    MetricSnapshot gauge = gauge("x", 1);
    CounterSnapshot counter =
        new CounterSnapshot(
            new MetricMetadata("x", "newer"),
            List.of(new CounterDataPointSnapshot(2, Labels.EMPTY, null, 0)));
    MetricsMerge merge = merge();
    merge.add(DEAD, MetricSnapshots.of(counter("x", 5)));
    merge.add(NEW, MetricSnapshots.of(counter));
    merge.add(OLD, MetricSnapshots.of(gauge));

    MergedMetrics merged = merge.result(MetricSnapshots.of());

    assertThat(value(merged.snapshots(), "x")).isEqualTo(7);
    assertThat(family(merged.snapshots(), "x").getMetadata().getHelp()).isEqualTo("newer");
    assertThat(merged.isDisputed("x")).isTrue();
    assertThat(merged.conflicts())
        .extracting(TypeConflict::text)
        .containsExactly("x (counter of new:2 is shown, gauge of old:1 is not)");
    assertThat(merged.parts()).isEqualTo(3);
  }

  @Test
  void believesTheLivingBeforeTheDead() {
    MetricsMerge merge = merge();
    merge.add(DEAD, MetricSnapshots.of(counter("x", 5)));
    merge.add(OLD, MetricSnapshots.of(gauge("x", 1)));

    assertThat(labels(merge.result(MetricSnapshots.of()).snapshots(), "x"))
        .containsExactly(Labels.of("instance", "old:1"));
  }

  @Test
  void countsSinceTheFirstInstanceIfAllSaySinceWhen() {
    assertThat(created(merged(created(50), created(40), created(60)))).isEqualTo(40);
    assertThat(created(merged(created(50), created(0), created(60)))).isZero();
  }

  @Test
  void saysOfCountersThatAreNoNumbersWhatAQueryWouldSay() {
    assertThat(value(merged(counter("c", 1), counter("c", Double.NaN)), "c")).isNaN();
    assertThat(value(merged(counter("c", 1), counter("c", Double.POSITIVE_INFINITY)), "c"))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(value(merged(counter("c", Double.MAX_VALUE), counter("c", Double.MAX_VALUE)), "c"))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(value(merged(counter("c", -0.0), counter("c", -0.0)), "c")).isEqualTo(0.0);
  }

  @Test
  void replacesFamiliesOfInstancesByThoseOfTheStore() {
    MetricsMerge merge = merge();
    merge.add(OLD, MetricSnapshots.of(gauge("servlet_instances", 1), counter("c", 1)));

    MetricSnapshots merged =
        merge
            .result(
                MetricSnapshots.of(gauge("servlet_instances", 4, "state", "live")),
                ExactSum.Rounding.NEAREST)
            .snapshots();

    assertThat(labels(merged, "servlet_instances")).containsExactly(Labels.of("state", "live"));
    assertThat(value(merged, "c")).isEqualTo(1);
  }

  @Test
  void stopsAtItsDeadline() {
    AtomicLong nanos = new AtomicLong();
    MetricsMerge merge = new MetricsMerge(Deadline.in(Duration.ofMillis(10), nanos::get));
    merge.add(OLD, MetricSnapshots.of(counter("c", 1)));
    nanos.set(Duration.ofMillis(11).toNanos());

    assertThatThrownBy(() -> merge.add(NEW, MetricSnapshots.of(counter("c", 1))))
        .isInstanceOf(MergeTimeoutException.class)
        .hasMessage("the merge took longer than 10 ms (instances merged so far: 1)");
    assertThatThrownBy(() -> merge.result(MetricSnapshots.of()))
        .isInstanceOf(MergeTimeoutException.class);
  }

  private static SummarySnapshot summary(long count, double sum) {
    return new SummarySnapshot(
        new MetricMetadata("s"),
        List.of(
            new SummaryDataPointSnapshot(
                count, sum, Quantiles.of(new Quantile(0.5, 1)), Labels.EMPTY, Exemplars.EMPTY, 0)));
  }

  private static CounterSnapshot created(long millis) {
    return new CounterSnapshot(
        new MetricMetadata("c"),
        List.of(new CounterDataPointSnapshot(1, Labels.EMPTY, null, millis)));
  }

  private static long created(MetricSnapshots merged) {
    return family(merged, "c").getDataPoints().get(0).getCreatedTimestampMillis();
  }
}
