package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.RecordedExchange;
import io.github.servletexporter.sharing.SharedStore;
import io.github.servletexporter.sharing.StoreConfig;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.github.servletexporter.sharing.model.MetricType;
import io.github.servletexporter.sharing.model.TypeConflict;
import io.github.servletexporter.sharing.model.TypeConflict.Claim;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregateEndpointTest {

  @TempDir private Path directory;
  private final List<String> conflicts = new ArrayList<>();

  @Test
  void showsTheMergedView() throws Exception {
    try (SharedStore store = store(directory)) {
      AggregateEndpoint endpoint = endpoint(store);
      store.start();

      await().untilAsserted(() -> assertThat(scrape(endpoint, "").text()).contains("c_total 3.0"));
      assertThat(scrape(endpoint, "").status).isEqualTo(200);
      assertThat(conflicts).isEmpty();
    }
  }

  @Test
  void restrictsTheMergedViewToTheRequestedNames() throws Exception {
    try (SharedStore store = store(directory)) {
      AggregateEndpoint endpoint = endpoint(store);
      store.start();
      await().untilAsserted(() -> assertThat(scrape(endpoint, "").text()).contains("c_total 3.0"));

      assertThat(scrape(endpoint, "?name[]=servlet_instances").text())
          .contains("servlet_instances{")
          .doesNotContain("c_total");
    }
  }

  @Test
  void failsTheScrapeWhenThereIsNoView() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (SharedStore store = store(file)) {
      RecordedExchange exchange = scrape(endpoint(store), "");

      assertThat(exchange.status).isEqualTo(503);
      assertThat(exchange.text()).startsWith("the merged view is not available: ").endsWith("\n");
    }
  }

  @Test
  void namesMetricsToWhichInstancesHaveGivenDifferentTypes() {
    try (SharedStore store = store(directory)) {
      endpoint(store)
          .report(
              List.of(
                  new TypeConflict(
                      "orders",
                      new Claim(MetricType.COUNTER, "new:1/shop"),
                      List.of(
                          new Claim(MetricType.GAUGE, "old:7/shop"),
                          new Claim(MetricType.GAUGE_HISTOGRAM, ""))),
                  new TypeConflict(
                      "carts\n",
                      new Claim(MetricType.GAUGE, "new:1/shop"),
                      List.of(new Claim(MetricType.INFO, "old:7/shop")))));

      assertThat(conflicts)
          .containsExactly(
              "instances disagree about the type of a metric, and the merged view leaves out the"
                  + " data of other types: orders (counter of new:1/shop is shown, gauge of"
                  + " old:7/shop, gauge histogram of ended instances is not), carts\\u000a (gauge of"
                  + " new:1/shop is shown, info of old:7/shop is not); deploy the same version of"
                  + " the application to all instances");
    }
  }

  @Test
  void reportsNothingWhenInstancesAgree() {
    try (SharedStore store = store(directory)) {
      endpoint(store).report(List.of());

      assertThat(conflicts).isEmpty();
    }
  }

  private static RecordedExchange scrape(AggregateEndpoint endpoint, String query)
      throws Exception {
    RecordedExchange exchange = new RecordedExchange("GET", "/metrics/all" + query);
    endpoint.handle(exchange);
    return exchange;
  }

  private AggregateEndpoint endpoint(SharedStore store) {
    return new AggregateEndpoint(store.view(), UnaryOperator.identity(), conflicts::add);
  }

  private SharedStore store(Path path) {
    return new SharedStore(
        new WebApp("/shop", getClass().getClassLoader()),
        new StoreConfig(new StoreConfig.Directory(path), Duration.ofMillis(50), true),
        () -> new InstanceVersions("Tomcat", "11", "1", "17", "platform"),
        () -> MetricSnapshots.of(counter(3)));
  }

  private static CounterSnapshot counter(double value) {
    return new CounterSnapshot(
        new MetricMetadata("c"),
        List.of(new CounterDataPointSnapshot(value, Labels.EMPTY, null, 0)));
  }
}
