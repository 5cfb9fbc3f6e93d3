package io.github.servletexporter.listener.union;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.ApplicationUnion;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications of one server whose versions of servlet-exporter differ. */
class SharedPortTest {

  private static final String PORT = "127.0.0.1:9404 same";

  /** Offset of the major version of the format. */
  private static final int MAJOR = 4;

  private final List<Throwable> failures = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();
  private final SharedPort port = port(Register.class);

  @BeforeEach
  void forget() {
    Register.METRICS.clear();
  }

  @Test
  void showsApplicationsThatPassTheirMetricsOn() throws Exception {
    Register.METRICS.put("/other", encoded(counter("orders", 2)));

    assertThat(up()).containsOnly(Map.entry("/shop", 1.0), Map.entry("/other", 1.0));
    assertThat(applications("orders")).containsExactlyInAnyOrder("/shop", "/other");
    assertThat(failures).isEmpty();
  }

  @Test
  void leavesOutWhatItDoesNotUnderstandAndShowsTheOthers() throws Exception {
    byte[] future = encoded(counter("orders", 2));
    future[MAJOR]++;
    Register.METRICS.put("/future", future);
    Register.METRICS.put("/other-type", List.of("of a version that returns a list"));
    Register.METRICS.put("/same", encoded(counter("orders", 3)));

    assertThat(up())
        .containsOnly(
            Map.entry("/shop", 1.0),
            Map.entry("/same", 1.0),
            Map.entry("/future", 0.0),
            Map.entry("/other-type", 0.0));
    assertThat(applications("orders")).containsExactlyInAnyOrder("/shop", "/same");
    assertThat(failures)
        .extracting(Throwable::getMessage)
        .anyMatch(text -> text.contains("\"/future\"") && text.contains("version 2"))
        .anyMatch(text -> text.contains("\"/other-type\""));
  }

  /** The jar in the server may be older than those of the applications. */
  @Test
  void showsItselfIfTheRegisterOfTheServerHasAnotherVersion() {
    SharedPort alone = port(RegisterOfAnotherVersion.class);
    alone.join(exchange -> {}, () -> {});

    assertThat(alone.isSharedWith("/other")).isFalse();
    assertThat(alone.collect().stream())
        .extracting(family -> family.getMetadata().getName())
        .contains("orders", "servlet_application_up");
    assertThat(failures)
        .isNotEmpty()
        .allMatch(failure -> failure.getMessage().contains("of the same version"));
    alone.close();
  }

  @Test
  void namesTheApplicationsThatDisagree() throws Exception {
    Register.METRICS.put("/other", encoded(gauge("orders", 2)));

    assertThat(applications("orders")).containsExactly("/shop");
    assertThat(conflicts)
        .containsExactly(
            "applications disagree about the type of a metric, and the metrics port leaves out the"
                + " data of other types: orders (counter of /shop is shown, gauge of /other is"
                + " not); rename one of the metrics");
  }

  private SharedPort port(Class<?> register) {
    return new SharedPort(
        new ServerRegister(register),
        PORT,
        "/shop",
        new SharedPort.Sources(
            () -> MetricSnapshots.of(counter("orders", 1)),
            MetricSnapshots::of,
            failures::add,
            conflicts::add));
  }

  private Map<String, Double> up() {
    Map<String, Double> up = new TreeMap<>();
    for (MetricSnapshot family : port.collect()) {
      if (family.getMetadata().getName().equals("servlet_application_up")
          && family instanceof GaugeSnapshot gauge) {
        for (GaugeDataPointSnapshot point : gauge.getDataPoints()) {
          up.put(point.getLabels().get("application"), point.getValue());
        }
      }
    }
    return up;
  }

  private List<String> applications(String family) {
    return port.collect().stream()
        .filter(each -> each.getMetadata().getName().equals(family))
        .flatMap(each -> each.getDataPoints().stream())
        .map(point -> point.getLabels().get("application"))
        .toList();
  }

  private static byte[] encoded(MetricSnapshot family) throws Exception {
    return ApplicationUnion.encode(MetricSnapshots.of(family));
  }

  private static MetricSnapshot counter(String name, double value) {
    return new CounterSnapshot(
        new MetricMetadata(name),
        List.of(new CounterDataPointSnapshot(value, Labels.EMPTY, null, 0)));
  }

  private static MetricSnapshot gauge(String name, double value) {
    return new GaugeSnapshot(
        new MetricMetadata(name), List.of(new GaugeDataPointSnapshot(value, Labels.EMPTY, null)));
  }

  /** Register in the server, as the applications reach it. */
  public static final class Register {

    private static final Map<String, Object> METRICS = new TreeMap<>();

    private Register() {}

    /** Returns what the other applications pass on. */
    public static Map<String, Object> metrics(String port, String except, long limitMillis) {
      return METRICS;
    }
  }

  /** Register without the methods of this version. */
  public static final class RegisterOfAnotherVersion {
    private RegisterOfAnotherVersion() {}
  }
}
