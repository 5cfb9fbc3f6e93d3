package io.github.servletexporter.listener.jvm;

import io.github.servletexporter.base.JvmOwner;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Collector of JVM and process metrics, which one web application of a JVM exposes: the first that
 * is scraped, and after its end the next.
 *
 * <p>Web applications do not see each other's classes. They therefore record the owner in a system
 * property, whose value is a string and keeps no class loader alive. Thread-safe.
 */
public final class JvmMetricsCollector implements AutoCloseable {

  private static final String OWNER = "io.github.servletexporter.jvm-metrics-owner";

  /**
   * JVM metrics of client_java, except for JvmMemoryPoolAllocationMetrics, which adds a listener to
   * the beans of the garbage collectors and never removes it. The listener would keep the web
   * application in memory after its end.
   */
  private static final List<Consumer<PrometheusRegistry>> METRICS =
      List.of(
          registry -> JvmThreadsMetrics.builder(properties()).register(registry),
          registry -> JvmMemoryMetrics.builder(properties()).register(registry),
          registry -> JvmGarbageCollectorMetrics.builder(properties()).register(registry),
          registry -> JvmBufferPoolMetrics.builder(properties()).register(registry),
          registry -> JvmClassLoadingMetrics.builder(properties()).register(registry),
          registry -> JvmCompilationMetrics.builder(properties()).register(registry),
          registry -> JvmNativeMemoryMetrics.builder(properties()).register(registry),
          registry -> JvmRuntimeInfoMetric.builder(properties()).register(registry),
          registry -> ProcessMetrics.builder(properties()).register(registry));

  private final JvmOwner owner;
  private final List<Supplier<MetricSnapshots>> sources = new ArrayList<>();
  private final List<PrometheusRegistry> registries = new ArrayList<>();
  private volatile boolean closed;

  /**
   * Creates a collector that does not own the metrics yet.
   *
   * @param contextPath context path of the web application, shown in the system property
   * @param onFailure receives an exception for each group of metrics that this JVM does not offer
   */
  public JvmMetricsCollector(String contextPath, Consumer<Throwable> onFailure) {
    owner = new JvmOwner(OWNER, contextPath);
    for (Consumer<PrometheusRegistry> metrics : METRICS) {
      try {
        PrometheusRegistry registry = new PrometheusRegistry();
        metrics.accept(registry);
        registries.add(registry);
        sources.add(() -> isOwner() ? registry.scrape() : MetricSnapshots.of());
      } catch (Throwable e) {
        onFailure.accept(e);
      }
    }
  }

  /** Returns a source for each group of metrics, empty while another web application owns them. */
  public List<Supplier<MetricSnapshots>> sources() {
    return List.copyOf(sources);
  }

  /** Returns all metrics, even while another web application owns them. */
  public MetricSnapshots all() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    for (PrometheusRegistry registry : registries) {
      registry.scrape().forEach(all::metricSnapshot);
    }
    return all.build();
  }

  /** Lets another web application expose the metrics. May be repeated. */
  @Override
  public void close() {
    closed = true;
    owner.release();
  }

  /** Claims the metrics; a scrape that runs during {@link #close()} gives them up again. */
  private boolean isOwner() {
    if (closed) {
      return false;
    }
    boolean isOwner = owner.claim();
    if (closed) {
      owner.release();
    }
    return isOwner;
  }

  private static PrometheusProperties properties() {
    return PrometheusProperties.builder().build();
  }
}
