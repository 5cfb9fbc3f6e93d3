package io.github.servletexporter.listener.boot;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out which components failed while Jetty started an application, and why. */
final class JettyDiagnosis {

  private final StartReport report;
  private final List<JettyHolder> holders;

  JettyDiagnosis(JettyContext context, StartReport report) throws ReflectiveOperationException {
    this.report = report;
    this.holders = context.holders();
  }

  /**
   * Reports every failure.
   *
   * @param thrown with what the start ended, or null when the application runs
   */
  void run(@Nullable Throwable thrown) {
    holders.forEach(this::reportKnown);
    if (thrown != null) {
      reportThrown(thrown);
    }
  }

  private void reportKnown(JettyHolder holder) {
    if (holder.type() == null && (holder.failed() || holder.unavailable() != null)) {
      report.failed(holder.component(), holder.className());
    } else if (holder.unavailable() != null) {
      report.failed(BootFailure.of(holder.component(), holder.unavailable()));
    }
  }

  private void reportThrown(Throwable thrown) {
    report(thrown, component(thrown).orElse(ComponentKind.WEB_APPLICATION));
    for (Throwable suppressed : thrown.getSuppressed()) {
      // A component's exception may have some of its own.
      component(suppressed)
          .filter(component -> !report.isFailed(component))
          .ifPresent(component -> report(suppressed, component));
    }
  }

  /** Jetty leaves out why a class could not be loaded; that was looked up with the holders. */
  private void report(Throwable thrown, String component) {
    if (!report.isFailed() || !JettyOrigin.isOfClassLoading(thrown)) {
      report.failed(BootFailure.of(component, thrown));
    }
  }

  private Optional<String> component(Throwable thrown) {
    return JettyOrigin.of(thrown)
        .map(origin -> named(origin).orElseGet(() -> origin.kind().named(origin.className())));
  }

  /** Of several with the same class, one is taken that has not been reported. */
  private Optional<String> named(JettyOrigin origin) {
    return holders.stream()
        .filter(holder -> holder.kind() == origin.kind() && holder.isA(origin.className()))
        .map(JettyHolder::component)
        .min(Comparator.comparing(report::isFailed));
  }
}
