package io.github.servletexporter.sharing;

import static io.github.servletexporter.sharing.merge.Metrics.NEW;
import static io.github.servletexporter.sharing.merge.Metrics.OLD;
import static io.github.servletexporter.sharing.merge.Metrics.classic;
import static io.github.servletexporter.sharing.merge.Metrics.counter;
import static io.github.servletexporter.sharing.merge.Metrics.gauge;
import static io.github.servletexporter.sharing.merge.Metrics.histogram;
import static io.github.servletexporter.sharing.merge.Metrics.labels;
import static io.github.servletexporter.sharing.merge.Metrics.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.merge.MetricsMerge;
import io.github.servletexporter.sharing.merge.Origin;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AggregateViewTest {

  private static final AggregateView.Limits LIMITS =
      new AggregateView.Limits(Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(1));

  private final AtomicLong nanos = new AtomicLong();
  private final Map<Origin, MetricSnapshots> instances = new LinkedHashMap<>();
  private final AggregateView view = new AggregateView(this::read, LIMITS, nanos::get);

  @Test
  void mergesWhatTheSourceReads() throws Exception {
    publish(OLD, counter("c", 1));
    publish(NEW, counter("c", 2));

    assertThat(value(view.get().snapshots(), "c")).isEqualTo(3);
    assertThat(labels(view.get().snapshots(), "servlet_instances"))
        .containsExactly(Labels.of("state", "live"));
  }

  @Test
  void saysWhyThereIsNone() {
    AggregateView broken =
        new AggregateView(
            deadline -> {
              throw new IOException("connection refused");
            },
            LIMITS,
            nanos::get);

    assertThatThrownBy(broken::get)
        .isInstanceOf(ViewUnavailableException.class)
        .hasMessage("connection refused");
  }

  @Test
  void givesUpAtItsTimeLimit() {
    AggregateView slow =
        new AggregateView(
            deadline -> {
              MetricsMerge merge = new MetricsMerge(deadline);
              merge.add(OLD, MetricSnapshots.of());
              nanos.addAndGet(Duration.ofSeconds(11).toNanos());
              merge.add(NEW, MetricSnapshots.of());
              return merge.result(MetricSnapshots.of());
            },
            LIMITS,
            nanos::get);

    assertThatThrownBy(slow::get)
        .isInstanceOf(ViewUnavailableException.class)
        .hasMessage("the merge took longer than 10000 ms (instances merged so far: 1)");
  }

  @Test
  void showsNoTotalThatHasFallen() throws Exception {
    publish(OLD, counter("c", 1), histogram(classic(List.of(1.0), 2, 3), 1));
    publish(NEW, counter("c", 2));
    view.get();
    MetricSnapshots lost = instances.remove(NEW);

    assertThatThrownBy(view::get)
        .isInstanceOf(ViewUnavailableException.class)
        .hasMessageContaining("the total of c has fallen");

    instances.put(NEW, lost);
    assertThat(value(view.get().snapshots(), "c")).isEqualTo(3);
  }

  @Test
  void showsALossThatLasts() throws Exception {
    publish(OLD, counter("c", 5));
    view.get();
    publish(OLD, counter("c", 1));

    assertThatThrownBy(view::get).isInstanceOf(ViewUnavailableException.class);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(value(view.get().snapshots(), "c")).isEqualTo(1);
    assertThat(value(view.get().snapshots(), "c")).isEqualTo(1);
  }

  /** The second loss is not as old as the first. */
  @Test
  void waitsAnewForEveryLoss() throws Exception {
    publish(OLD, counter("c", 5));
    view.get();
    publish(OLD, counter("c", 1));
    assertThatThrownBy(view::get).isInstanceOf(ViewUnavailableException.class);
    publish(OLD, counter("c", 6));
    view.get();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    publish(OLD, counter("c", 2));

    assertThatThrownBy(view::get).isInstanceOf(ViewUnavailableException.class);
  }

  @Test
  void seesALossInEveryTotal() throws Exception {
    assertFall(
        histogram(classic(List.of(1.0), 2, 3), 1), histogram(classic(List.of(1.0), 2, 2), 1));
    assertFall(
        histogram(classic(List.of(1.0), 2, 3), 1), histogram(classic(List.of(1.0), 1, 4), 1));
    assertFall(
        histogram(classic(List.of(1.0, 2.0), 2, 3, 0), 1),
        histogram(classic(List.of(0.5, 1.0), 0, 1, 4), 1));
    assertFall(counter("c", 3, "a", "x"), counter("c", 3, "a", "y"));
    assertFall(counter("c", 3), counter("d", 3));
  }

  @Test
  void takesNoChangeForALoss() throws Exception {
    assertNoFall(
        histogram(classic(List.of(1.0), 2, 3), 1), histogram(classic(List.of(0.5), 1, 4), 1));
    assertNoFall(gauge("g", 3), gauge("g", 2));
    assertNoFall(counter("c", 3), gauge("c", 1));
    assertNoFall(counter("c", 3), counter("c", Double.NaN));
  }

  private void assertFall(MetricSnapshot before, MetricSnapshot after) throws Exception {
    AggregateView fresh = new AggregateView(this::read, LIMITS, nanos::get);
    publish(OLD, before);
    fresh.get();
    publish(OLD, after);
    assertThatThrownBy(fresh::get).isInstanceOf(ViewUnavailableException.class);
  }

  private void assertNoFall(MetricSnapshot before, MetricSnapshot after) throws Exception {
    AggregateView fresh = new AggregateView(this::read, LIMITS, nanos::get);
    publish(OLD, before);
    fresh.get();
    publish(OLD, after);
    assertThat(fresh.get().snapshots().size()).isEqualTo(2);
  }

  private void publish(Origin origin, MetricSnapshot... families) {
    instances.put(origin, MetricSnapshots.of(families));
  }

  private MergedMetrics read(Deadline deadline) {
    MetricsMerge merge = new MetricsMerge(deadline);
    instances.forEach(merge::add);
    return merge.result(
        MetricSnapshots.of(gauge("servlet_instances", instances.size(), "state", "live")));
  }
}
