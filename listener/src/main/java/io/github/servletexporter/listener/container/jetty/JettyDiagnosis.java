package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.listener.container.ComponentKind;
import io.github.servletexporter.listener.container.StartListener;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Diagnosis of a start in Jetty: the components that failed, and their exceptions. */
final class JettyDiagnosis {

  private final StartListener report;
  private final List<JettyHolder> holders;

  JettyDiagnosis(JettyApplication application, StartListener report)
      throws ReflectiveOperationException {
    this.report = report;
    this.holders = application.holders();
  }

  /**
   * Reports each failure.
   *
   * @param thrown the exception with which the start ended; null if the application runs
   */
  void run(@Nullable Throwable thrown) {
    holders.forEach(this::reportHolder);
    if (thrown != null) {
      reportThrown(thrown);
    }
  }

  private void reportHolder(JettyHolder holder) {
    if (holder.type() == null && (holder.failed() || holder.unavailable() != null)) {
      report.notStarted(holder.component(), holder.className());
    } else if (holder.unavailable() != null) {
      report.failed(holder.component(), holder.unavailable());
    }
  }

  private void reportThrown(Throwable thrown) {
    report(thrown, component(thrown).orElse(ComponentKind.WEB_APPLICATION));
    for (Throwable suppressed : thrown.getSuppressed()) {
      // An exception of a component may itself have suppressed exceptions.
      component(suppressed)
          .filter(component -> !report.isFailed(component))
          .ifPresent(component -> report(suppressed, component));
    }
  }

  /** Jetty omits the reason why a class could not be loaded; reportHolder has looked it up. */
  private void report(Throwable thrown, String component) {
    if (!report.isFailed() || !JettyOrigin.isOfClassLoading(thrown)) {
      report.failed(component, thrown);
    }
  }

  private Optional<String> component(Throwable thrown) {
    return JettyOrigin.of(thrown)
        .map(origin -> named(origin).orElseGet(() -> origin.kind().named(origin.className())));
  }

  /** Among several components of the same class, one without a reported failure is preferred. */
  private Optional<String> named(JettyOrigin origin) {
    return holders.stream()
        .filter(holder -> holder.kind() == origin.kind() && holder.isA(origin.className()))
        .map(JettyHolder::component)
        .min(Comparator.comparing(report::isFailed));
  }
}
