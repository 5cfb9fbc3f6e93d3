package io.github.servletexporter.listener.exposition;

import io.github.servletexporter.filter.meter.BucketLayout;
import io.github.servletexporter.filter.meter.HistogramBackend;
import io.github.servletexporter.filter.meter.HistogramDataPoint;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.util.Scheduler;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Histogram of client_java, used where native buckets or exemplars are wanted. Thread-safe.
 *
 * <p>Costs more than the default one: the writers of a series share it, and a scrape makes them
 * wait.
 */
public final class ClientJavaHistogram implements HistogramBackend {

  private final Histogram histogram;
  private final BucketLayout layout;

  private ClientJavaHistogram(Histogram histogram, BucketLayout layout) {
    this.histogram = histogram;
    this.layout = layout;
  }

  /**
   * Returns a factory of such histograms.
   *
   * @param nativeBuckets whether the histograms have native buckets in addition to the classic ones
   * @param exemplars whether observations carry the trace id of the current span
   */
  public static HistogramBackend.Factory factory(boolean nativeBuckets, boolean exemplars) {
    return (definition, layout, maxSeries) ->
        new ClientJavaHistogram(build(definition, layout, nativeBuckets, exemplars), layout);
  }

  private static Histogram build(
      MetricDefinition definition, BucketLayout layout, boolean nativeBuckets, boolean exemplars) {
    double[] bounds = layout.exposedBounds();
    Histogram.Builder builder =
        Histogram.builder(PrometheusProperties.builder().build())
            .name(definition.name())
            .help(definition.help())
            .labelNames(definition.labels().toArray(new String[0]))
            .classicUpperBounds(Arrays.copyOf(bounds, bounds.length - 1));
    if (definition.unit() != null) {
      builder.unit(definition.unit());
    }
    if (!nativeBuckets) {
      builder.classicOnly();
    }
    return (exemplars ? builder.withExemplars() : builder.withoutExemplars()).build();
  }

  /**
   * Stops the thread that client_java starts for exemplars and never stops itself. Must be called
   * only where no other web application uses the same copy of client_java.
   *
   * @throws ReflectiveOperationException if this version of client_java keeps the thread elsewhere
   */
  public static void stopExemplarThread() throws ReflectiveOperationException {
    Field executor = Scheduler.class.getDeclaredField("executor");
    executor.setAccessible(true);
    if (executor.get(null) instanceof ExecutorService scheduler) {
      try {
        Thread thread = scheduler.submit(Thread::currentThread).get(1, TimeUnit.SECONDS);
        scheduler.shutdownNow();
        // Tomcat reports a thread that has not quite ended as a leak.
        thread.join(TimeUnit.SECONDS.toMillis(1));
      } catch (InterruptedException e) {
        scheduler.shutdownNow();
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
        scheduler.shutdownNow();
      }
    }
  }

  @Override
  public HistogramDataPoint bind(String... labelValues) {
    DistributionDataPoint dataPoint = histogram.labelValues(labelValues);
    return (stripe, raw) -> dataPoint.observe(layout.exposed(raw));
  }

  @Override
  public HistogramSnapshot collect() {
    return histogram.collect();
  }
}
