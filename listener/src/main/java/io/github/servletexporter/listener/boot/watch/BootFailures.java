package io.github.servletexporter.listener.boot.watch;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.boot.BootStage;
import io.github.servletexporter.listener.config.ConfigException;
import io.github.servletexporter.listener.container.Causes;
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

  /** Returns the failure of a component. */
  static BootFailure failure(String component, Throwable thrown) {
    return new BootFailure(component, BootStage.of(thrown), Causes.root(thrown));
  }

  /** Returns the failure of a component with an unknown cause. */
  static BootFailure unexplained(String component) {
    return new BootFailure(component, BootStage.INIT, null);
  }

  /** Records a failure unless it is already known. */
  void report(BootFailure failure) {
    if (add(failure)) {
      counter.increment(failure.stage().label());
      readiness.failed("failed to boot: " + failure);
      log(failure);
    }
  }

  /** Logs an invalid configuration with a line for each problem, and any other failure in one. */
  private void log(BootFailure failure) {
    if (failure.rootCause() instanceof ConfigException invalid) {
      LOGGER.log(Level.ERROR, "{0}: {1}", webApp, invalid.getMessage());
    } else {
      LOGGER.log(Level.ERROR, "{0}: failed to boot: {1}", webApp, failure);
    }
  }

  private synchronized boolean add(BootFailure failure) {
    return failures.stream().noneMatch(known -> isSame(known, failure)) && failures.add(failure);
  }

  /** Returns whether two reports are about the same failure. */
  private static boolean isSame(BootFailure one, BootFailure other) {
    return (one.rootCause() != null && other.rootCause() != null)
        ? one.rootCause() == other.rootCause()
        : one.component().equals(other.component());
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
