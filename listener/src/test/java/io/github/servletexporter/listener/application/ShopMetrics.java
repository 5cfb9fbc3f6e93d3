package io.github.servletexporter.listener.application;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.function.Consumer;

/**
 * Metrics of an application, compiled against any version of client_java. Tests load it with
 * several versions.
 */
public final class ShopMetrics implements Consumer<String> {

  /** Registers what a test asks for. */
  @Override
  public void accept(String wanted) {
    PrometheusRegistry registry = PrometheusRegistry.defaultRegistry;
    switch (wanted) {
      case "every type" -> everyType(registry);
      case "clashes" -> clashes(registry);
      case "throwing" ->
          GaugeWithCallback.builder()
              .name("shop_broken")
              .callback(
                  callback -> {
                    throw new IllegalStateException("a bug of the shop");
                  })
              .register(registry);
      case "large" -> large(registry);
      case "clear" -> registry.clear();
      default -> throw new IllegalArgumentException(wanted);
    }
  }

  private static void everyType(PrometheusRegistry registry) {
    Counter orders =
        Counter.builder()
            .name("shop_orders_total")
            .help("Orders, \"all\" of them.")
            .labelNames("kind")
            .withoutExemplars()
            .register(registry);
    orders.labelValues("web").inc(3);
    orders.labelValues("ph\u00f6ne\n").inc();
    Gauge queue = Gauge.builder().name("shop_queue").withoutExemplars().register(registry);
    queue.set(-1.5);
    Histogram latency =
        Histogram.builder()
            .name("shop_latency_seconds")
            .unit(Unit.SECONDS)
            .classicUpperBounds(0.1, 1)
            .withoutExemplars()
            .register(registry);
    latency.observe(0.05);
    latency.observe(7);
    Summary size =
        Summary.builder()
            .name("shop_size_bytes")
            .unit(Unit.BYTES)
            .quantile(0.5)
            .withoutExemplars()
            .register(registry);
    size.observe(100);
    Info build = Info.builder().name("shop_build_info").labelNames("version").register(registry);
    build.addLabelValues("1.2");
    StateSet mode = StateSet.builder().name("shop_mode").states("open", "shut").register(registry);
    mode.setTrue("open");
  }

  private static void clashes(PrometheusRegistry registry) {
    // One of our families, one of our samples, one of the JVM's, and one without a clash.
    for (String name : new String[] {"http_server_exceptions_total", "shop_fine_total"}) {
      Counter.builder().name(name).withoutExemplars().register(registry).inc();
    }
    for (String name :
        new String[] {"http_server_request_duration_seconds_count", "jvm_threads_current"}) {
      Gauge.builder().name(name).withoutExemplars().register(registry).set(1);
    }
  }

  private static void large(PrometheusRegistry registry) {
    Counter users =
        Counter.builder()
            .name("shop_users_total")
            .labelNames("user")
            .withoutExemplars()
            .register(registry);
    for (int i = 0; i < 100; i++) {
      users.labelValues("user" + i).inc();
    }
  }
}
