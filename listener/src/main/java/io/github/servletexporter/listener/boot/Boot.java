package io.github.servletexporter.listener.boot;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.WebApps;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import jakarta.servlet.ServletContext;
import java.util.Optional;

/**
 * The start of one web application, watched from inside: what failed in it, and whether the
 * application is ready.
 *
 * <p>It lives in the servlet context, since an initializer may begin it and a listener go on with
 * it. Thread-safe; the watch itself works on the thread that starts the application, and costs
 * nothing after that.
 */
public final class Boot implements AutoCloseable {

  private static final String ATTRIBUTE = "io.github.servletexporter.boot";

  private final ServletContext context;
  private final Readiness readiness = new Readiness();
  private final BootFailures failures;
  private final StartReport report;
  private final ContainerWatch watch;

  private Boot(ServletContext context, boolean failFast) {
    this.context = context;
    WebApp webApp = WebApps.of(context);
    this.failures = new BootFailures(webApp, readiness);
    this.report = new StartReport(webApp, readiness, failures);
    this.watch = ContainerWatch.open(context, failFast, report);
  }

  /**
   * Begins to watch the start of a web application, or goes on with the watch that has begun.
   *
   * @param context the context, while its initializers or listeners are called
   * @param failFast whether the application is not to run when something of it fails to boot
   */
  public static Boot begin(ServletContext context, boolean failFast) {
    if (context.getAttribute(ATTRIBUTE) instanceof Boot begun && !begun.report.isOver()) {
      return begun;
    }
    Boot boot = new Boot(context, failFast);
    context.setAttribute(ATTRIBUTE, boot);
    return boot;
  }

  /**
   * Logs a failure of ours where there is no configuration yet to say what to watch.
   *
   * @param webApp the web application
   * @param component what failed, as log lines call it
   * @param failure what it threw
   */
  public static BootFailure failedAtOnce(WebApp webApp, String component, Throwable failure) {
    BootFailures failures = new BootFailures(webApp, new Readiness());
    BootFailure result = BootFailure.of(component, failure);
    failures.report(result);
    return result;
  }

  /**
   * Reports a failure of ours, before it is thrown on.
   *
   * @param component what failed, as log lines call it
   * @param failure what it threw
   */
  public void failed(String component, Throwable failure) {
    failures.report(BootFailure.of(component, failure));
  }

  /**
   * Says that our listener was called to its end, which is the end of the start as far as one can
   * tell where the container is unknown.
   */
  public void listenerCalled() {
    watch.listenerCalled();
  }

  /** Returns whether the application is ready. */
  public Readiness readiness() {
    return readiness;
  }

  /** Returns what failed first. */
  public Optional<BootFailure> firstFailure() {
    return failures.first();
  }

  /** Returns {@code servlet_boot_failures_total}. */
  public CounterSnapshot collect() {
    return failures.collect();
  }

  /** Takes back everything that was left in the container. May be repeated. */
  @Override
  public void close() {
    watch.close();
    context.removeAttribute(ATTRIBUTE);
  }
}
