package io.github.servletexporter.listener.boot;

import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.jspecify.annotations.Nullable;

/**
 * The watch in Tomcat: a lifecycle listener that learns how the start has ended, and a handler at
 * the application's logger that learns why something failed. Loaded in Tomcat only.
 *
 * <p>Tomcat lets an application run whose load-on-startup servlets have failed, unless its context
 * is told otherwise, which is what {@code failFast} does until the start has ended.
 */
final class TomcatWatch implements ContainerWatch, LifecycleListener {

  private final TomcatContext application;
  private final Context context;
  private final StartReport report;
  private final TomcatStartLog log;
  private @Nullable Runnable restore;

  private TomcatWatch(TomcatContext application, StartReport report) {
    this.application = application;
    this.context = application.tomcats();
    this.report = report;
    this.log = new TomcatStartLog(application);
  }

  static TomcatWatch open(TomcatContext application, boolean failFast, StartReport report) {
    TomcatWatch watch = new TomcatWatch(application, report);
    watch.log.attach();
    watch.context.addLifecycleListener(watch);
    if (failFast && watch.context instanceof StandardContext standard) {
      Boolean before = standard.getFailCtxIfServletStartFails();
      standard.setFailCtxIfServletStartFails(true);
      watch.restore = () -> standard.setFailCtxIfServletStartFails(before);
    }
    return watch;
  }

  /**
   * A context that fails goes from its start into its stop, without the event of having started.
   * What a listener throws fails the context, so nothing is thrown.
   */
  @Override
  public void lifecycleEvent(LifecycleEvent event) {
    try {
      switch (event.getType()) {
        case Lifecycle.AFTER_START_EVENT -> started();
        case Lifecycle.BEFORE_STOP_EVENT -> failed();
        default -> {
          // The start goes on.
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
    log.failures().forEach(report::failed);
    for (Wrapper servlet : application.servletsNotLoaded()) {
      String component = ComponentKind.SERVLET.named(servlet.getName());
      if (!report.isFailed(component)) {
        report.failed(component, servlet.getServletClass());
      }
    }
    report.started(application::registrations);
  }

  private void failed() {
    close();
    log.failures().forEach(report::failed);
    if (!report.isFailed()) {
      report.failed(BootFailure.unexplained(ComponentKind.WEB_APPLICATION));
    }
    report.gaveUp();
  }
}
