package io.github.servletexporter.it.sharing;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/**
 * Program that runs an {@link InstanceApp} with metrics of its own: those of client_java in the
 * default registry, those of Micrometer in the one that the context has as an attribute. The
 * release of the application, 1 or 2, is how often each thing has happened.
 */
public final class ShopInstance {

  private static final String REGISTRY = "io.github.servletexporter.registry";
  private static final double FAST_SECONDS = 0.05;
  private static final double SLOW_SECONDS = 7;

  private ShopInstance() {}

  /**
   * Serves until the process ends.
   *
   * @param arguments the release
   * @throws Exception if Jetty cannot start
   */
  public static void main(String[] arguments) throws Exception {
    int release = Integer.parseInt(arguments[0]);
    withClientJava(PrometheusRegistry.defaultRegistry, release);
    PrometheusMeterRegistry meters =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
    withMicrometer(meters, release);
    ServletContextHandler context = new ServletContextHandler();
    context.getServletContext().setAttribute(REGISTRY, meters.getPrometheusRegistry());
    InstanceApp.serve(context);
  }

  private static void withClientJava(PrometheusRegistry registry, int release) {
    Counter orders =
        Counter.builder()
            .name("shop_orders_total")
            .help("Orders of release " + release + ".")
            .labelNames("kind")
            .register(registry);
    orders.labelValues("web").inc(release);
    orders.labelValues("of release " + release).inc();
    Histogram latency =
        Histogram.builder()
            .name("shop_latency_seconds")
            .classicOnly()
            .classicUpperBounds(release == 1 ? new double[] {0.1, 1} : new double[] {0.1, 5})
            .register(registry);
    Summary size = Summary.builder().name("shop_size_bytes").quantile(0.5).register(registry);
    Gauge queue = Gauge.builder().name("shop_queue").labelNames("instance").register(registry);
    queue.labelValues("blue").set(release);
    for (int i = 0; i < release; i++) {
      latency.observe(FAST_SECONDS);
      latency.observe(SLOW_SECONDS);
      size.observe(100);
    }
    Info.builder()
        .name("shop_build_info")
        .labelNames("version")
        .register(registry)
        .addLabelValues(Integer.toString(release));
    StateSet.builder()
        .name("shop_mode")
        .states("open", "shut")
        .register(registry)
        .setTrue(release == 1 ? "open" : "shut");
    if (release == 1) {
      Counter.builder().name("shop_mixed").register(registry).inc();
    } else {
      Gauge.builder().name("shop_mixed").register(registry).set(8);
    }
    // servlet-exporter has a metric of this name, which is the one that is shown.
    Counter.builder().name("http_server_exceptions_total").register(registry).inc(1000);
  }

  private static void withMicrometer(PrometheusMeterRegistry registry, int release) {
    io.micrometer.core.instrument.Counter.builder("shop.visits")
        .description("Visits of pages.")
        .tag("page", "start")
        .register(registry)
        .increment(release);
    Timer checkout =
        Timer.builder("shop.checkout")
            .description("Duration of the checkout.")
            .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofSeconds(1))
            .register(registry);
    DistributionSummary basket =
        DistributionSummary.builder("shop.basket").description("Articles.").register(registry);
    for (int i = 0; i < release; i++) {
      checkout.record(Duration.ofMillis(250));
      basket.record(12);
    }
    io.micrometer.core.instrument.Gauge.builder("shop.stock", () -> release)
        .description("Articles in stock.")
        .register(registry);
  }
}
