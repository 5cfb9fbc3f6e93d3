package io.github.servletexporter.listener.boot;

import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Where a watch tells what it has seen. Used on the thread that starts the application. */
final class StartReport {

  private static final Logger LOGGER = System.getLogger(StartReport.class.getName());

  private final WebApp webApp;
  private final Readiness readiness;
  private final BootFailures failures;
  private volatile boolean over;

  StartReport(WebApp webApp, Readiness readiness, BootFailures failures) {
    this.webApp = webApp;
    this.readiness = readiness;
    this.failures = failures;
  }

  void failed(BootFailure failure) {
    failures.report(failure);
  }

  /**
   * Reports a component that did not start, when its cause is not known yet.
   *
   * @param className its class, empty or null when it has none
   */
  void failed(String component, @Nullable String className) {
    failures.report(
        Optional.ofNullable(className)
            .filter(name -> !name.isEmpty())
            .flatMap(this::whyNotLoaded)
            .map(cause -> BootFailure.of(component, cause))
            .orElseGet(() -> BootFailure.unexplained(component)));
  }

  /** A class can be looked at once more; if that is sound, it was the component. */
  private Optional<Throwable> whyNotLoaded(String className) {
    try {
      Class.forName(className, false, webApp.loader());
      return Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.of(e);
    }
  }

  boolean isFailed() {
    return firstFailure().isPresent();
  }

  Optional<BootFailure> firstFailure() {
    return failures.first();
  }

  boolean isFailed(String component) {
    return failures.has(component);
  }

  /** Says that the application runs, whatever of it has failed. */
  void started(Callable<Registrations> registrations) {
    over = true;
    warn(registrations);
    readiness.started();
  }

  /** Says that a container that we know turned out to be another. */
  void unwatched(Throwable why) {
    LOGGER.log(
        Level.WARNING,
        webApp + ": what fails to boot may go unseen, for the container is not as we know it",
        why);
  }

  /** Says that the container has given the application up. */
  void gaveUp() {
    over = true;
  }

  /** Returns whether the start has ended, one way or the other. */
  boolean isOver() {
    return over;
  }

  private void warn(Callable<Registrations> source) {
    try {
      Registrations registrations = source.call();
      RegistrationCheck.problems(registrations)
          .forEach(problem -> LOGGER.log(Level.WARNING, "{0}: {1}", webApp, problem));
    } catch (Exception | LinkageError e) {
      // A listener that a program has added may not see registrations (Servlet 6.0, section 4.4).
      LOGGER.log(Level.DEBUG, webApp + ": the registration of servlet-exporter is not known", e);
    }
  }
}
