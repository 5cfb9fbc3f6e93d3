package io.github.servletexporter.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.sharing.merge.Metrics;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.github.servletexporter.sharing.model.TypeConflict;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ApplicationUnionTest {

  private final ApplicationUnion union = new ApplicationUnion();

  @Test
  void tellsTheSeriesOfApplicationsApart() throws IOException {
    union.add("/shop", MetricSnapshots.of(Metrics.counter("orders", 1, "kind", "new")));
    union.addEncoded("/shop##002", encoded(Metrics.counter("orders", 2, "kind", "new")));

    assertThat(labels("orders"))
        .containsExactlyInAnyOrder(
            Labels.of("application", "/shop", "kind", "new"),
            Labels.of("application", "/shop##002", "kind", "new"));
  }

  @Test
  void renamesALabelOfTheApplication() {
    union.add("/shop", MetricSnapshots.of(Metrics.counter("orders", 1, "application", "mobile")));

    assertThat(labels("orders"))
        .containsExactly(Labels.of("application", "/shop", "exported_application", "mobile"));
  }

  @Test
  void showsMetricsOfTheServerOnceWithoutALabel() throws IOException {
    union.add("/shop", MetricSnapshots.of(threads("http-8080", 4)));
    union.addEncoded("/cart", encoded(threads("http-8080", 5)));
    union.addEncoded("/admin", encoded(threads("http-8081", 6)));

    assertThat(labels("servlet_pool_threads_max"))
        .containsExactlyInAnyOrder(Labels.of("pool", "http-8080"), Labels.of("pool", "http-8081"));
  }

  @Test
  void replacesFamiliesByThoseOfTheJvm() {
    union.add("/shop", MetricSnapshots.of(Metrics.gauge("jvm_threads_current", 1)));

    MergedMetrics merged =
        union.result(MetricSnapshots.of(Metrics.gauge("jvm_threads_current", 2)));

    assertThat(merged.snapshots().stream().flatMap(family -> family.getDataPoints().stream()))
        .singleElement()
        .satisfies(point -> assertThat(point.getLabels().isEmpty()).isTrue())
        .satisfies(point -> assertThat(((GaugeDataPointSnapshot) point).getValue()).isEqualTo(2.0));
  }

  @Test
  void keepsTheTypeThatWasAddedFirst() {
    union.add("/shop", MetricSnapshots.of(Metrics.gauge("orders", 1)));
    union.add("/cart", MetricSnapshots.of(Metrics.counter("orders", 2)));

    MergedMetrics merged = union.result(MetricSnapshots.of());

    assertThat(merged.conflicts())
        .extracting(TypeConflict::text)
        .containsExactly("orders (gauge of /shop is shown, counter of /cart is not)");
    assertThat(merged.snapshots().stream()).singleElement().isInstanceOf(GaugeSnapshot.class);
  }

  @Test
  void addsNothingOfDamagedMetrics() throws IOException {
    byte[] damaged = encoded(Metrics.counter("orders", 1));
    damaged[damaged.length - 1]++;

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> union.addEncoded("/shop", damaged))
        .withMessageStartingWith("cannot decode the metrics: ");
    assertThat(union.result(MetricSnapshots.of()).snapshots().stream()).isEmpty();
  }

  private static byte[] encoded(MetricSnapshot family) throws IOException {
    return ApplicationUnion.encode(MetricSnapshots.of(family));
  }

  private static MetricSnapshot threads(String pool, double value) {
    return new GaugeSnapshot(
        MetricCatalog.POOL_THREADS_MAX.metadata(),
        List.of(new GaugeDataPointSnapshot(value, Labels.of("pool", pool), null)));
  }

  private List<Labels> labels(String family) {
    return union.result(MetricSnapshots.of()).snapshots().stream()
        .filter(snapshot -> snapshot.getMetadata().getPrometheusName().equals(family))
        .flatMap(snapshot -> Stream.of(snapshot.getDataPoints()))
        .flatMap(List::stream)
        .map(point -> point.getLabels())
        .toList();
  }
}
