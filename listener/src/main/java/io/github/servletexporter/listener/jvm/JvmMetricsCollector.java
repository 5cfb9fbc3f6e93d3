package io.github.servletexporter.listener.jvm;

import io.github.servletexporter.base.JvmOwner;
import io.github.servletexporter.base.Lazy;
import io.github.servletexporter.listener.exposition.GuardedCollector;
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
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collector of JVM and process metrics and of those of JDBC pools, which one web application of a
 * JVM exposes: the first that is scraped, and after its end the next.
 *
 * <p>Web applications do not see each other's classes. They therefore record the owner in a system
 * property, whose value is a string and keeps no class loader alive. The metrics are built when
 * they are first exposed, which in a server of many applications only one of them does.
 * Thread-safe.
 */
public final class JvmMetricsCollector implements AutoCloseable {

  private static final String OWNER = "io.github.servletexporter.jvm-metrics-owner";

  private final JvmOwner owner;
  private final Consumer<Throwable> onFailure;
  private final Lazy<GuardedCollector> metrics = new Lazy<>(this::metrics);
  private volatile boolean closed;

  /**
   * Creates a collector that does not own the metrics yet.
   *
   * @param contextPath context path of the web application, shown in the system property
   * @param onFailure receives an exception for each group of metrics that this JVM does not offer;
   *     must not throw
   */
  public JvmMetricsCollector(String contextPath, Consumer<Throwable> onFailure) {
    this.owner = new JvmOwner(OWNER, contextPath);
    this.onFailure = onFailure;
  }

  /** Returns the metrics, none while another web application owns them. */
  public MetricSnapshots collect() {
    return isOwner() ? all() : MetricSnapshots.of();
  }

  /** Returns the metrics, even while another web application owns them. */
  public MetricSnapshots all() {
    return metrics.get().collect();
  }

  private GuardedCollector metrics() {
    GuardedCollector guarded = new GuardedCollector(onFailure);
    for (Consumer<PrometheusRegistry> group : groups()) {
      try {
        PrometheusRegistry registry = new PrometheusRegistry();
        group.accept(registry);
        guarded.add(registry::scrape);
      } catch (Throwable e) {
        onFailure.accept(e);
      }
    }
    guarded.add(new JdbcPoolCollector(ManagementFactory.getPlatformMBeanServer())::collect);
    return guarded;
  }

  /**
   * Returns the groups of client_java, except for JvmMemoryPoolAllocationMetrics, which adds a
   * listener to the beans of the garbage collectors and never removes it. The listener would keep
   * the web application in memory after its end.
   */
  private static List<Consumer<PrometheusRegistry>> groups() {
    return List.of(
        registry -> JvmThreadsMetrics.builder(properties()).register(registry),
        registry -> JvmMemoryMetrics.builder(properties()).register(registry),
        registry -> JvmGarbageCollectorMetrics.builder(properties()).register(registry),
        registry -> JvmBufferPoolMetrics.builder(properties()).register(registry),
        registry -> JvmClassLoadingMetrics.builder(properties()).register(registry),
        registry -> JvmCompilationMetrics.builder(properties()).register(registry),
        registry -> JvmNativeMemoryMetrics.builder(properties()).register(registry),
        registry -> JvmRuntimeInfoMetric.builder(properties()).register(registry),
        registry -> ProcessMetrics.builder(properties()).register(registry));
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
