package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.listener.container.ComponentKind;
import io.github.servletexporter.listener.container.StartListener;
import io.github.servletexporter.listener.container.StartWatch;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.jspecify.annotations.Nullable;

/**
 * Start watch in Tomcat. A lifecycle listener detects the end of the start, and a handler of the
 * application's logger collects the failures.
 *
 * <p>Tomcat runs an application even if its load-on-startup servlets have failed, unless its
 * context is configured otherwise; {@code failFast} does that until the start has ended.
 */
final class TomcatStartWatch implements StartWatch, LifecycleListener {

  private final Context context;
  private final TomcatApplication application;
  private final StartListener report;
  private final TomcatStartLog log;
  private @Nullable Runnable restore;

  private TomcatStartWatch(Context context, StartListener report) {
    this.context = context;
    this.application = new TomcatApplication(context);
    this.report = report;
    this.log = new TomcatStartLog(application);
  }

  static StartWatch open(Context context, boolean failFast, StartListener report) {
    TomcatStartWatch watch = new TomcatStartWatch(context, report);
    watch.log.attach();
    context.addLifecycleListener(watch);
    if (failFast && context instanceof StandardContext standard) {
      Boolean before = standard.getFailCtxIfServletStartFails();
      standard.setFailCtxIfServletStartFails(true);
      watch.restore = () -> standard.setFailCtxIfServletStartFails(before);
    }
    return watch;
  }

  /**
   * A context that fails to start is stopped without the event that it has started. An exception of
   * a listener fails the context, therefore this method throws none.
   */
  @Override
  public void lifecycleEvent(LifecycleEvent event) {
    try {
      switch (event.getType()) {
        case Lifecycle.AFTER_START_EVENT -> started();
        case Lifecycle.BEFORE_STOP_EVENT -> failed();
        default -> {
          // The start continues.
        }
      }
    } catch (RuntimeException | LinkageError e) {
      report.unwatched(e);
    }
  }

  @Override
  public void close() {
    context.removeLifecycleListener(this);
    log.close();
    if (restore != null) {
      restore.run();
      restore = null;
    }
  }

  private void started() {
    close();
    log.report(report);
    for (Wrapper servlet : application.servletsNotLoaded()) {
      String component = ComponentKind.SERVLET.named(servlet.getName());
      if (!report.isFailed(component)) {
        report.notStarted(component, servlet.getServletClass());
      }
    }
    report.started(application::registrations);
  }

  private void failed() {
    close();
    log.report(report);
    if (!report.isFailed()) {
      report.notStarted(ComponentKind.WEB_APPLICATION, null);
    }
    report.gaveUp();
  }
}
