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
 * JVM and process metrics, exposed by one web application of a JVM: the first that is scraped, and
 * when it ends the next.
 *
 * <p>Web applications see none of each other's classes, so the owner is written down where all of
 * them look: in a system property, a String that keeps no class loader alive. Thread-safe.
 */
public final class JvmMetricsCollector implements AutoCloseable {

  private static final String OWNER = "io.github.servletexporter.jvm-metrics-owner";

  /**
   * client_java's metrics of the JVM, but for JvmMemoryPoolAllocationMetrics: that one adds a
   * listener to the garbage collectors' beans and never removes it, which keeps a web application
   * in memory after its end.
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
  private volatile boolean closed;

  /**
   * Creates a collector that owns nothing yet.
   *
   * @param contextPath the web application's context path, for a human who looks at the property
   * @param onFailure told of metrics that this JVM does not offer
   */
  public JvmMetricsCollector(String contextPath, Consumer<Throwable> onFailure) {
    owner = new JvmOwner(OWNER, contextPath);
    for (Consumer<PrometheusRegistry> metrics : METRICS) {
      try {
        PrometheusRegistry registry = new PrometheusRegistry();
        metrics.accept(registry);
        sources.add(() -> isOwner() ? registry.scrape() : MetricSnapshots.of());
      } catch (Throwable e) {
        onFailure.accept(e);
      }
    }
  }

  /** Returns a source for each group of metrics, empty while another web application exposes it. */
  public List<Supplier<MetricSnapshots>> sources() {
    return List.copyOf(sources);
  }

  /** Lets another web application expose the metrics. May be repeated. */
  @Override
  public void close() {
    closed = true;
    owner.release();
  }

  /** A scrape that is under way during {@link #close()} gives up what it claims too late. */
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
