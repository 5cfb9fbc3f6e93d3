package io.github.servletexporter.it.sharing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.scrape.Scrape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of an application, merged over two JVMs with two releases of it. */
class ApplicationMetricsIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final String OMITTED = "servlet_application_metrics_omitted";

  /** The second release started last, so its help texts and types are shown. */
  private static final String TOTALS =
      """
      # HELP shop_basket Articles.
      # TYPE shop_basket summary
      shop_basket_count 3
      shop_basket_sum 36.0
      # HELP shop_checkout_seconds Duration of the checkout.
      # TYPE shop_checkout_seconds histogram
      shop_checkout_seconds_bucket{le="0.1"} 0
      shop_checkout_seconds_bucket{le="1.0"} 3
      shop_checkout_seconds_bucket{le="+Inf"} 3
      shop_checkout_seconds_count 3
      shop_checkout_seconds_sum 0.75
      # TYPE shop_latency_seconds histogram
      shop_latency_seconds_bucket{le="0.1"} 3
      shop_latency_seconds_bucket{le="1.0"} 3
      shop_latency_seconds_bucket{le="5.0"} 3
      shop_latency_seconds_bucket{le="+Inf"} 6
      shop_latency_seconds_count 6
      shop_latency_seconds_sum 21.15
      # HELP shop_orders_total Orders of release 2.
      # TYPE shop_orders_total counter
      shop_orders_total{kind="of release 1"} 1.0
      shop_orders_total{kind="of release 2"} 1.0
      shop_orders_total{kind="web"} 3.0
      # TYPE shop_size_bytes summary
      shop_size_bytes_count 3
      shop_size_bytes_sum 300.0
      # HELP shop_visits_total Visits of pages.
      # TYPE shop_visits_total counter
      shop_visits_total{page="start"} 3.0
      """;

  private static final String VALUES_OF_FIRST =
      """
      shop_basket_max{instance="first"} 12.0
      shop_build_info{instance="first",version="1"} 1
      shop_checkout_seconds_max{instance="first"} 0.25
      shop_mode{instance="first",shop_mode="open"} 1
      shop_mode{instance="first",shop_mode="shut"} 0
      shop_queue{exported_instance="blue",instance="first"} 1.0
      shop_stock{instance="first"} 1.0
      """;

  private static final String VALUES_OF_SECOND =
      """
      # HELP shop_basket_max Articles.
      # TYPE shop_basket_max gauge
      shop_basket_max{instance="second"} 12.0
      # TYPE shop_build_info gauge
      shop_build_info{instance="second",version="2"} 1
      # HELP shop_checkout_seconds_max Duration of the checkout.
      # TYPE shop_checkout_seconds_max gauge
      shop_checkout_seconds_max{instance="second"} 0.25
      # TYPE shop_mixed gauge
      shop_mixed{instance="second"} 8.0
      # TYPE shop_mode gauge
      shop_mode{instance="second",shop_mode="open"} 0
      shop_mode{instance="second",shop_mode="shut"} 1
      # TYPE shop_queue gauge
      shop_queue{exported_instance="blue",instance="second"} 2.0
      # HELP shop_stock Articles in stock.
      # TYPE shop_stock gauge
      shop_stock{instance="second"} 2.0
      """;

  @TempDir private Path directory;

  @Test
  @Tag("full")
  @SuppressWarnings("try") // the first instance ends before the second
  void areMergedByTypeAndKeptWhenAnInstanceEnds() throws Exception {
    try (InstanceProcess first = start(1);
        InstanceProcess second = start(2)) {
      await("both have published")
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> view(first).sum("shop_orders_total", Map.of("kind", "web")) == 3);

      String merged = ofTheShop(second, first);

      assertThat(merged.lines())
          .containsExactlyInAnyOrderElementsOf(lines(TOTALS, VALUES_OF_FIRST, VALUES_OF_SECOND));
      assertThat(view(second).sum("http_server_exceptions_total"))
          .as("ours, not the one of the application")
          .isZero();
      await("each has published the number of a complete reading")
          .atMost(LIMIT)
          .until(() -> view(second).sum(OMITTED, Map.of("reason", "clash")) == 2);
      assertThat(second.output())
          .contains("\"http_server_exceptions\" of the application is not exposed")
          .containsPattern(
              "instances disagree about the type of a metric, .*: shop_mixed \\([a-z]+ of .* is shown,"
                  + " [a-z]+ of .* is not\\)");

      first.close();
      await("the values of the first have gone")
          .atMost(LIMIT)
          .until(() -> view(second).find("shop_stock", Map.of()).size() == 1);

      assertThat(ofTheShop(second, first).lines())
          .containsExactlyInAnyOrderElementsOf(lines(TOTALS, VALUES_OF_SECOND));
    }
  }

  private InstanceProcess start(int release) {
    return InstanceProcess.start(
        ShopInstance.class,
        directory.resolve(release + ".log"),
        List.of("multiproc-dir=" + directory.resolve("store")),
        Integer.toString(release));
  }

  private static List<String> lines(String... blocks) {
    return String.join("", blocks).lines().toList();
  }

  private static Scrape view(InstanceProcess instance) throws IOException {
    return Scrape.parse(instance.ask("/metrics/all").body());
  }

  /** Returns the application's part of the merged view of one instance, in its order. */
  private static String ofTheShop(InstanceProcess second, InstanceProcess first)
      throws IOException {
    return second
        .ask("/metrics/all")
        .body()
        .lines()
        .filter(line -> line.matches("(# \\w+ )?shop_.*"))
        .map(line -> named(line, first, "first"))
        .map(line -> named(line, second, "second"))
        .collect(joining("\n"));
  }

  private static String named(String line, InstanceProcess instance, String name) {
    return line.replaceAll(
        "instance=\"[^\"]*:" + instance.pid() + "\"", "instance=\"" + name + "\"");
  }
}
