package io.github.servletexporter.listener.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.RecordedLog;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Applications with several versions of client_java, each in a class loader of its own. */
@Timeout(60)
class ApplicationMetricsTest {

  @SuppressWarnings("unused") // the source of the parameters
  private static final List<String> VERSIONS = ForeignClient.VERSIONS;

  private static final WebApp OURS =
      new WebApp("/shop", ApplicationMetricsTest.class.getClassLoader());

  private final List<Throwable> failures = new ArrayList<>();
  private final List<ApplicationMetrics> opened = new ArrayList<>();
  private volatile @Nullable Object attribute;

  @AfterEach
  void close() {
    opened.forEach(ApplicationMetrics::close);
    PrometheusRegistry.defaultRegistry.clear();
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void showsEveryTypeAsTheApplicationItselfWould(String version) throws Exception {
    new ShopMetrics().accept("every type");
    String expected = text(PrometheusRegistry.defaultRegistry.scrape());

    try (ForeignClient client = ForeignClient.of(version)) {
      client.register("every type");
      MetricSnapshots read = open(client).collect();

      assertThat(text(read)).isEqualTo(expected).contains("shop_orders_total{kind=\"web\"} 3.0");
      assertThat(family(read, "shop_latency_seconds"))
          .isInstanceOfSatisfying(
              HistogramSnapshot.class,
              histogram ->
                  assertThat(histogram.getDataPoints().get(0).hasNativeHistogramData()).isTrue());
    }
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void leavesOutWhatClashesAndLogsItOnce(String version) throws Exception {
    try (RecordedLog log = RecordedLog.of(OmissionReport.class);
        ForeignClient client = ForeignClient.of(version)) {
      client.register("clashes");
      ApplicationMetrics metrics = open(client);

      assertThat(names(metrics.collect())).containsExactly("shop_fine");
      assertThat(names(metrics.collect())).containsExactly("shop_fine");
      assertThat(omitted(metrics, Omission.CLASH)).isEqualTo(3);
      assertThat(log.lines())
          .hasSize(3)
          .anyMatch(
              line ->
                  line.contains(
                      "the metric \"http_server_exceptions\" of the application is not exposed,"
                          + " because another metric has its name"));
    }
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void losesOnlyTheCollectorThatThrows(String version) throws Exception {
    try (ForeignClient client = ForeignClient.of(version)) {
      client.register("throwing");
      client.register("every type");

      assertThat(names(open(client).collect()))
          .contains("shop_orders", "shop_latency_seconds", "shop_build")
          .hasSize(6);
    }
    assertThat(failures).singleElement().asString().contains("a bug of the shop");
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void leavesOutAFamilyBeyondTheLimitAndKeepsTheOthers(String version) throws Exception {
    try (ForeignClient client = ForeignClient.of(version)) {
      client.register("large");
      client.register("every type");
      ApplicationMetrics metrics =
          open(client, new ReadLimits(99, 1 << 20, Duration.ofSeconds(30)));

      assertThat(names(metrics.collect())).contains("shop_orders").doesNotContain("shop_users");
      assertThat(omitted(metrics, Omission.LIMIT)).isEqualTo(1);
    }
  }

  @Test
  void limitsTextToo() throws Exception {
    new ShopMetrics().accept("large");
    ApplicationMetrics metrics = open(OURS, new ReadLimits(1_000, 100, Duration.ofSeconds(30)));

    assertThat(metrics.collect()).isEmpty();
    assertThat(omitted(metrics, Omission.LIMIT)).isEqualTo(1);
  }

  @Test
  void readsARegistryOfItsOwnVersionWithoutCopyingIt() {
    GaugeSnapshot family =
        new GaugeSnapshot(
            new MetricMetadata("shop_same"),
            List.of(new GaugeDataPointSnapshot(1, Labels.EMPTY, null)));
    MultiCollector collector = () -> MetricSnapshots.of(family);
    PrometheusRegistry.defaultRegistry.register(collector);

    assertThat(open(OURS, ReadLimits.DEFAULT).collect()).containsExactly(family);
  }

  @Test
  void readsTheRegistryInTheContextAttributeBesideTheDefaultOne() throws Exception {
    Counter.builder().name("shop_default_total").register().inc();
    try (ForeignClient client = ForeignClient.of(ForeignClient.VERSIONS.get(0))) {
      client.register("every type");
      attribute = client.defaultRegistry();

      assertThat(names(open(OURS, ReadLimits.DEFAULT).collect()))
          .contains("shop_default", "shop_orders");
    }
  }

  @Test
  void exposesARegistryOnceThoughItIsFoundTwice() {
    Counter.builder().name("shop_default_total").register().inc();
    attribute = PrometheusRegistry.defaultRegistry;
    ApplicationMetrics metrics = open(OURS, ReadLimits.DEFAULT);

    assertThat(names(metrics.collect())).containsExactly("shop_default");
    assertThat(omitted(metrics, Omission.CLASH)).isZero();
  }

  @Test
  void exposesASharedRegistryInOneWebApplicationUntilItEnds() {
    Counter.builder().name("shop_default_total").register().inc();
    ApplicationMetrics first = open(OURS, ReadLimits.DEFAULT);
    ApplicationMetrics second = open(OURS, ReadLimits.DEFAULT);

    assertThat(first.collect()).isNotEmpty();
    assertThat(second.collect()).isEmpty();
    first.close();
    assertThat(second.collect()).isNotEmpty();
  }

  @Test
  void warnsOnceOfAnAttributeThatIsNoRegistry() {
    try (RecordedLog log = RecordedLog.of(ApplicationRegistries.class)) {
      attribute = "shop";
      ApplicationMetrics metrics = open(OURS, ReadLimits.DEFAULT);
      metrics.collect();
      metrics.collect();

      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("io.github.servletexporter.registry contains a java.lang.String");
    }
  }

  @Test
  void exposesWhatIsRegisteredInTheExportersRegistry() {
    ApplicationMetrics metrics = open(OURS, ReadLimits.DEFAULT);
    PrometheusRegistry registry = metrics.registry();
    Counter.builder().name("shop_embedded_total").register(registry).inc();

    assertThat(names(metrics.collect())).containsExactly("shop_embedded");
    assertThat(names(registry.scrape())).containsExactlyInAnyOrder("shop_embedded", "ours");
  }

  /** The application's registry contains a collector of the whole scrape. */
  @Test
  void doesNotWaitForItself() {
    ApplicationMetrics metrics = open(OURS, new ReadLimits(10, 1_000, Duration.ofSeconds(30)));
    MultiCollector whole = metrics::collect;
    PrometheusRegistry.defaultRegistry.register(whole);
    Counter.builder().name("shop_default_total").register().inc();

    assertThat(names(metrics.collect())).containsExactly("shop_default");
    assertThat(failures).isEmpty();
  }

  @Test
  void givesUpOnACollectorThatHangsAndReadsAgainLater() {
    CountDownLatch answer = new CountDownLatch(1);
    GaugeWithCallback.builder()
        .name("shop_slow")
        .callback(
            callback -> {
              awaitUninterruptibly(answer);
              callback.call(1);
            })
        .register();
    ApplicationMetrics metrics = open(OURS, new ReadLimits(10, 1_000, Duration.ofMillis(1)));

    assertThat(metrics.collect()).isEmpty();
    assertThat(failures).singleElement().isInstanceOf(TimeoutException.class);

    answer.countDown();
    await().until(() -> !metrics.collect().stream().toList().isEmpty());
  }

  @Test
  void publishesTotalsThatTheApplicationHasUnregistered() {
    ShopMetrics shop = new ShopMetrics();
    shop.accept("every type");
    ApplicationMetrics metrics = open(OURS, ReadLimits.DEFAULT);
    metrics.published();
    shop.accept("clear");

    assertThat(names(metrics.published()))
        .containsExactlyInAnyOrder("shop_orders", "shop_latency_seconds", "shop_size_bytes");
    assertThat(metrics.collect()).isEmpty();
  }

  @Test
  void keepsNothingOfTheApplicationAfterItsEnd() throws Exception {
    WeakReference<ClassLoader> loader = readAndClosed();

    await()
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
    assertThat(System.getProperties().stringPropertyNames())
        .noneMatch(name -> name.contains("application-metrics-owner"));
  }

  private WeakReference<ClassLoader> readAndClosed() throws Exception {
    try (ForeignClient client = ForeignClient.of(ForeignClient.VERSIONS.get(0))) {
      client.register("every type");
      ApplicationMetrics metrics = open(client);
      assertThat(metrics.published()).isNotEmpty();
      metrics.close();
      opened.clear();
      return new WeakReference<>(client);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private ApplicationMetrics open(ForeignClient client) {
    return open(client, new ReadLimits(1_000, 1 << 20, Duration.ofSeconds(30)));
  }

  private ApplicationMetrics open(ForeignClient client, ReadLimits limits) {
    return open(new WebApp("/shop", client), limits);
  }

  private ApplicationMetrics open(WebApp webApp, ReadLimits limits) {
    ApplicationMetrics metrics =
        new ApplicationMetrics(
            webApp,
            () -> attribute,
            () -> MetricSnapshots.of(gauge("ours")),
            () -> MetricSnapshots.of(gauge("jvm_threads_current")),
            failures::add,
            limits);
    opened.add(metrics);
    return metrics;
  }

  private static GaugeSnapshot gauge(String name) {
    return GaugeSnapshot.builder().name(name).build();
  }

  private static double omitted(ApplicationMetrics metrics, Omission reason) {
    GaugeSnapshot gauge = (GaugeSnapshot) metrics.omissions().get(0);
    return gauge.getDataPoints().stream()
        .filter(point -> point.getLabels().get("reason").equals(reason.label()))
        .mapToDouble(GaugeDataPointSnapshot::getValue)
        .sum();
  }

  private static List<String> names(MetricSnapshots snapshots) {
    return snapshots.stream().map(each -> each.getMetadata().getName()).toList();
  }

  private static MetricSnapshot family(MetricSnapshots snapshots, String name) {
    return snapshots.stream()
        .filter(each -> each.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text(MetricSnapshots snapshots) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, snapshots);
    return out.toString(UTF_8);
  }
}
