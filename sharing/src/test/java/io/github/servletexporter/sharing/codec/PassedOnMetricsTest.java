package io.github.servletexporter.sharing.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.ApplicationUnion;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** Applications of one server may have different releases of servlet-exporter. */
  @Test
  void areReadWithoutWhatANewerReleaseHasAdded() throws IOException {
    byte[] present = ApplicationUnion.encode(Samples.requests(42));
    Map<Integer, WireWriter> sections = new TreeMap<>();
    for (var section :
        Frame.read(present, Frame.METRICS, SnapshotCodec.MAX_ENTRY_BYTES).entrySet()) {
      WireWriter copy = new WireWriter();
      while (section.getValue().left() > 0) {
        copy.octet(section.getValue().octet());
      }
      sections.put(section.getKey(), copy);
    }
    WireWriter unknown = new WireWriter();
    unknown.text("of a newer release");
    sections.put(1000, unknown);
    ApplicationUnion union = new ApplicationUnion();

    union.addEncoded("/newer", Frame.write(Frame.METRICS, sections));

    assertThat(Samples.total(union.result(MetricSnapshots.of()).snapshots())).isEqualTo(42);
  }

  private static List<Object> size(MetricSnapshot family) {
    return List.of(
        family.getClass(), family.getMetadata().getName(), family.getDataPoints().size());
  }
}
