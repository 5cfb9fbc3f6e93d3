package io.github.servletexporter.listener.boot.watch;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.ServletApiWatch;
import io.github.servletexporter.listener.container.StartWatch;
import io.github.servletexporter.listener.container.detection.KnownContainers;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import jakarta.servlet.ServletContext;
import java.util.Optional;

/**
 * Start of one web application: detects the container, records the components that fail, and
 * determines whether the application is ready.
 *
 * <p>It is stored in the servlet context, because an initializer may begin it and a listener
 * continue it. Thread-safe. The watch runs on the thread that starts the application, and costs
 * nothing afterwards.
 */
public final class Boot implements AutoCloseable {

  private static final String ATTRIBUTE = "io.github.servletexporter.boot";

  private final ServletContext context;
  private final CloseStack parts;
  private final Readiness readiness = new Readiness();
  private final BootFailures failures;
  private final StartReport report;
  private final ContainerAdapter container;
  private final StartWatch watch;

  private Boot(ServletContext context, boolean failFast) {
    this.context = context;
    WebApp webApp = WebApps.of(context);
    this.parts = CloseStack.logging(webApp);
    this.failures = new BootFailures(webApp, readiness);
    this.report = new StartReport(webApp, readiness, failures);
    this.container = parts.push("container adapter", KnownContainers.detect(context, webApp));
    this.watch = parts.push("start watch", watch(failFast));
  }

  private StartWatch watch(boolean failFast) {
    try {
      return container.watchStart(failFast, report);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      report.unwatched(e);
      return new ServletApiWatch(context, report);
    }
  }

  /**
   * Begins to watch the start of a web application, or returns the boot that has already begun.
   *
   * @param context the context, while its initializers or listeners are called
   * @param failFast whether the application must not run if one of its components fails to start
   */
  public static Boot begin(ServletContext context, boolean failFast) {
    if (context.getAttribute(ATTRIBUTE) instanceof Boot begun && !begun.report.isOver()) {
      return begun;
    }
    Boot boot = new Boot(context, failFast);
    boot.parts.push("context attribute of the start", () -> context.removeAttribute(ATTRIBUTE));
    context.setAttribute(ATTRIBUTE, boot);
    return boot;
  }

  /**
   * Logs a failure of servlet-exporter that occurs before the configuration is available, which
   * determines whether to watch the start.
   *
   * @param webApp the web application
   * @param component the component as it is named in log lines
   * @param failure the exception
   */
  public static BootFailure failedAtOnce(WebApp webApp, String component, Throwable failure) {
    BootFailures failures = new BootFailures(webApp, new Readiness());
    BootFailure result = BootFailures.failure(component, failure);
    failures.report(result);
    return result;
  }

  /**
   * Reports a failure of servlet-exporter; the caller then rethrows the exception.
   *
   * @param component the component as it is named in log lines
   * @param failure the exception
   */
  public void failed(String component, Throwable failure) {
    report.failed(component, failure);
  }

  /**
   * Notifies the boot that the context listener of servlet-exporter has returned. In an unknown
   * container this counts as the end of the start.
   */
  public void listenerCalled() {
    watch.listenerCalled();
  }

  /** Returns the adapter to the container, which {@link #close()} closes. */
  public ContainerAdapter container() {
    return container;
  }

  /** Returns the readiness of the application. */
  public Readiness readiness() {
    return readiness;
  }

  /** Returns the first failure. */
  public Optional<BootFailure> firstFailure() {
    return failures.first();
  }

  /** Returns {@code servlet_boot_failures_total}. */
  public CounterSnapshot collect() {
    return failures.collect();
  }

  /** Removes everything from the container. Further calls have no effect. */
  @Override
  public void close() {
    parts.close();
  }
}
