package io.github.servletexporter.listener.boot.watch;

import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.container.Registrations;
import io.github.servletexporter.listener.container.StartListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Report of the start of one web application, used on the thread that starts it. */
final class StartReport implements StartListener {

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

  @Override
  public void failed(String component, Throwable failure) {
    failures.report(BootFailures.failure(component, failure));
  }

  @Override
  public void notStarted(String component, @Nullable String className) {
    failures.report(
        Optional.ofNullable(className)
            .filter(name -> !name.isEmpty())
            .flatMap(this::loadingFailure)
            .map(cause -> BootFailures.failure(component, cause))
            .orElseGet(() -> BootFailures.unexplained(component)));
  }

  /** Tries to load a class again; if that succeeds, the component itself has failed. */
  private Optional<Throwable> loadingFailure(String className) {
    try {
      Class.forName(className, false, webApp.loader());
      return Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.of(e);
    }
  }

  @Override
  public boolean isFailed() {
    return failures.first().isPresent();
  }

  @Override
  public boolean isFailed(String component) {
    return failures.has(component);
  }

  @Override
  public RuntimeException startFailure() {
    BootFailure failed = failures.first().orElseThrow();
    return new IllegalStateException("fail-fast: " + failed, failed.rootCause());
  }

  @Override
  public void started(Callable<Registrations> registrations) {
    over = true;
    check(registrations);
    readiness.started();
  }

  @Override
  public void gaveUp() {
    over = true;
  }

  @Override
  public void unwatched(Throwable reason) {
    LOGGER.log(
        Level.WARNING,
        webApp
            + ": cannot watch the start in this version of the container; failures of components"
            + " may remain undetected",
        LoggedFailure.of(reason));
  }

  /** Returns whether the start has ended, successfully or not. */
  boolean isOver() {
    return over;
  }

  private void check(Callable<Registrations> source) {
    try {
      Registrations registrations = source.call();
      for (String problem : RegistrationCheck.problems(registrations)) {
        LOGGER.log(Level.WARNING, "{0}: {1}", webApp, problem);
      }
    } catch (Exception | LinkageError e) {
      // A listener that was added by a program must not read registrations (Servlet 6.0, 4.4).
      LOGGER.log(
          Level.DEBUG,
          webApp + ": cannot check the registration of filter and servlets",
          LoggedFailure.of(e));
    }
  }
}
