package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.journal.ExceptionSummary;
import io.github.servletexporter.listener.worker.SlowRequest;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Sources of the status page. Each is read for every request of the page's data, on the thread of
 * the request; the metrics are also read for every sample. If a source throws an exception, its
 * section of the page shows the exception instead.
 *
 * @param metrics metrics of a scrape, without those of the JVM
 * @param notReady reasons why the web application is not ready; empty if it is
 * @param workers the workers
 * @param running the requests in flight
 * @param slowest the slowest requests of the last hour, slowest first
 * @param exceptions the most recent exceptions, the latest first
 * @param settings the effective configuration with masked secrets
 * @param instances the instances in the shared store; empty if there is none
 * @param jvm takes a reading of the JVM at the ticker's present time
 */
public record StatusSources(
    Supplier<MetricSnapshots> metrics,
    Supplier<List<String>> notReady,
    Supplier<List<WorkerSnapshot>> workers,
    Supplier<List<RunningRequest>> running,
    Supplier<List<SlowRequest>> slowest,
    Supplier<List<ExceptionSummary>> exceptions,
    Supplier<List<Config.Setting>> settings,
    Supplier<List<InstanceReport>> instances,
    LongFunction<JvmReading> jvm) {

  /**
   * Validates the components.
   *
   * @throws NullPointerException if a component is null
   */
  public StatusSources {
    Objects.requireNonNull(metrics, "metrics");
    Objects.requireNonNull(notReady, "notReady");
    Objects.requireNonNull(workers, "workers");
    Objects.requireNonNull(running, "running");
    Objects.requireNonNull(slowest, "slowest");
    Objects.requireNonNull(exceptions, "exceptions");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(instances, "instances");
    Objects.requireNonNull(jvm, "jvm");
  }
}
