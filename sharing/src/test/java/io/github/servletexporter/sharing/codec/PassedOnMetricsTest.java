package io.github.servletexporter.sharing.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.ApplicationUnion;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics of every type that one application passes on to another. */
final class PassedOnMetricsTest {

  @Test
  void haveAllSeriesOfEveryType() throws IOException {
    MetricSnapshots all = new RandomSnapshots(5).next();
    ApplicationUnion union = new ApplicationUnion();
    union.addEncoded("/shop", ApplicationUnion.encode(all));

    MetricSnapshots merged = union.result(MetricSnapshots.of()).snapshots();

    assertThat(merged.stream().map(PassedOnMetricsTest::size))
        .containsExactlyInAnyOrderElementsOf(all.stream().map(PassedOnMetricsTest::size).toList());
    assertThat(merged.stream().flatMap(family -> family.getDataPoints().stream()))
        .allSatisfy(
            point ->
                assertThat(point.getLabels().stream()).contains(new Label("application", "/shop")));
  }

  private static List<Object> size(MetricSnapshot family) {
    return List.of(
        family.getClass(), family.getMetadata().getName(), family.getDataPoints().size());
  }
}
