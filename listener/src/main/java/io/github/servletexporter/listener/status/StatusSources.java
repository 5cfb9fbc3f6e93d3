package io.github.servletexporter.listener.status;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.journal.ExceptionSummary;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Where the status page has everything from. Each is asked at every look at the page, on the
 * looker's thread; the metrics at every sample, too. One that throws leaves its own part of the
 * page empty, and that part says so.
 *
 * @param metrics our families, as a scrape shows them, without those of the JVM
 * @param notReady why the web application takes no requests now; empty when it does
 * @param workers the workers
 * @param exceptions the last exceptions, the latest first
 * @param settings the effective configuration; secrets are masked already
 * @param instances the instances that share a store; empty without one
 */
public record StatusSources(
    Supplier<MetricSnapshots> metrics,
    Supplier<List<String>> notReady,
    Supplier<List<WorkerSnapshot>> workers,
    Supplier<List<ExceptionSummary>> exceptions,
    Supplier<List<Config.Setting>> settings,
    Supplier<List<InstanceRow>> instances) {

  /**
   * Checks that nothing is null.
   *
   * @throws NullPointerException if anything is
   */
  public StatusSources {
    Objects.requireNonNull(metrics, "metrics");
    Objects.requireNonNull(notReady, "notReady");
    Objects.requireNonNull(workers, "workers");
    Objects.requireNonNull(exceptions, "exceptions");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(instances, "instances");
  }
}
