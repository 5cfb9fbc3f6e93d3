package io.github.servletexporter.listener.boot;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Registry of the boot failures of one web application. Each failure is counted, logged in one line
 * and makes the application not ready; it is recorded once even if it is reported in several ways.
 * Thread-safe.
 */
final class BootFailures {

  private static final Logger LOGGER = System.getLogger(BootFailures.class.getName());

  private final WebApp webApp;
  private final Readiness readiness;
  private final CounterFamily counter =
      new CounterFamily(MetricCatalog.BOOT_FAILURES, BootStage.values().length);
  private final CopyOnWriteArrayList<BootFailure> failures = new CopyOnWriteArrayList<>();

  BootFailures(WebApp webApp, Readiness readiness) {
    this.webApp = webApp;
    this.readiness = readiness;
    for (BootStage stage : BootStage.values()) {
      counter.initialize(stage.label());
    }
  }

  /** Records a failure unless it is already known. */
  void report(BootFailure failure) {
    if (add(failure)) {
      counter.increment(failure.stage().label());
      readiness.failed("failed to boot: " + failure);
      LOGGER.log(Level.ERROR, "{0}: worker failed to boot: {1}", webApp, failure);
    }
  }

  private synchronized boolean add(BootFailure failure) {
    return failures.stream().noneMatch(failure::isSame) && failures.add(failure);
  }

  /** Returns whether a failure of this component is recorded. */
  boolean has(String component) {
    return failures.stream().anyMatch(known -> known.component().equals(component));
  }

  Optional<BootFailure> first() {
    return List.copyOf(failures).stream().findFirst();
  }

  CounterSnapshot collect() {
    return counter.collect();
  }
}
