package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.listener.container.StartListener;
import io.github.servletexporter.listener.container.StartWatch;
import java.util.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * Start watch in Jetty: a listener to the life cycle of the context.
 *
 * <p>Jetty starts each component even if others have failed. In the end it throws the first
 * exception, with the others suppressed, and the application does not run. But Jetty disables a
 * servlet that throws an UnavailableException and runs the application without it, unless {@code
 * failFast}.
 */
final class JettyStartWatch implements StartWatch {

  private final JettyApplication application;
  private final boolean failFast;
  private final StartListener report;
  private final EventListener listener;
  private boolean attached;
  private boolean startWithUnavailable;

  private JettyStartWatch(JettyApplication application, boolean failFast, StartListener report)
      throws ReflectiveOperationException {
    this.application = application;
    this.failFast = failFast;
    this.report = report;
    this.listener =
        JettyLifeCycle.listener(
            application.contextHandler(), "servlet-exporter's start watch", this::on);
  }

  static StartWatch open(JettyApplication application, boolean failFast, StartListener report)
      throws ReflectiveOperationException {
    JettyStartWatch watch = new JettyStartWatch(application, failFast, report);
    JettyLifeCycle.add(application.contextHandler(), watch.listener);
    watch.attached = true;
    watch.startWithUnavailable = failFast && application.setStartWithUnavailable(false);
    return watch;
  }

  private void on(String event, @Nullable Throwable failure) {
    if (event.equals("lifeCycleStarted") || event.equals("lifeCycleFailure")) {
      ended(failure);
    }
  }

  @Override
  public void close() {
    if (attached) {
      attached = false;
      try {
        JettyLifeCycle.remove(application.contextHandler(), listener);
        if (startWithUnavailable) {
          application.setStartWithUnavailable(true);
        }
      } catch (ReflectiveOperationException e) {
        report.unwatched(e);
      }
    }
  }

  /** An exception of a listener fails the context; only fail-fast throws one here. */
  private void ended(@Nullable Throwable failure) {
    close();
    boolean mustThrow = false;
    try {
      Throwable thrown = failure != null ? failure : application.unavailable();
      new JettyDiagnosis(application, report).run(thrown);
      if (thrown == null) {
        mustThrow = !startedOrUnavailable();
      } else {
        report.gaveUp();
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      report.unwatched(e);
    }
    if (mustThrow) {
      throw report.startFailure();
    }
  }

  /** Returns false if fail-fast requires the start to fail and Jetty cannot do that itself. */
  private boolean startedOrUnavailable() throws ReflectiveOperationException {
    if (failFast && report.isFailed()) {
      report.gaveUp();
      return application.makeUnavailable();
    }
    report.started(application::registrations);
    return true;
  }
}
