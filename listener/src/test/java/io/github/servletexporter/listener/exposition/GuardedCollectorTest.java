package io.github.servletexporter.listener.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GuardedCollectorTest {

  private final List<Throwable> failures = new ArrayList<>();

  @Test
  void omitsAndReportsASourceThatFails() {
    IllegalStateException bug = new IllegalStateException("a collector's bug");
    Supplier<MetricSnapshots> broken =
        () -> {
          throw bug;
        };

    assertThat(names(List.of(broken, gauge("good")))).containsExactly("good");
    assertThat(failures).containsExactly(bug);
  }

  @Test
  void exposesAFamilyOfTwoSourcesOnce() {
    assertThat(names(List.of(gauge("same"), gauge("same")))).containsExactly("same");
  }

  private List<String> names(List<Supplier<MetricSnapshots>> sources) {
    GuardedCollector collector = new GuardedCollector(failures::add);
    sources.forEach(collector::add);
    return collector.collect().stream().map(snapshot -> snapshot.getMetadata().getName()).toList();
  }

  private static Supplier<MetricSnapshots> gauge(String name) {
    return () -> MetricSnapshots.of(GaugeSnapshot.builder().name(name).build());
  }
}
