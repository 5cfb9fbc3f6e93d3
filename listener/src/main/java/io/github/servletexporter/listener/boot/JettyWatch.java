package io.github.servletexporter.listener.boot;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * The watch in Jetty: a listener to the context's life cycle.
 *
 * <p>Jetty starts every component whatever became of the others, and throws all their exceptions as
 * one in the end: the first, with the others as suppressed ones. Then the application does not run.
 * But a servlet that throws an UnavailableException is put aside, and the application runs without
 * it, unless {@code failFast}.
 */
final class JettyWatch implements ContainerWatch, InvocationHandler {

  private final JettyContext context;
  private final boolean failFast;
  private final StartReport report;
  private final EventListener listener;
  private boolean attached;
  private boolean startWithUnavailable;

  private JettyWatch(JettyContext context, boolean failFast, StartReport report)
      throws ReflectiveOperationException {
    this.context = context;
    this.failFast = failFast;
    this.report = report;
    this.listener = context.listener(this);
  }

  static JettyWatch open(JettyContext context, boolean failFast, StartReport report)
      throws ReflectiveOperationException {
    JettyWatch watch = new JettyWatch(context, failFast, report);
    context.add(watch.listener);
    watch.attached = true;
    watch.startWithUnavailable = failFast && context.setStartWithUnavailable(false);
    return watch;
  }

  /** A call of Jetty's to its listener. */
  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "lifeCycleStarted" -> ended(null);
      case "lifeCycleFailure" -> ended(failure(arguments));
      case "equals" -> arguments != null && arguments[0] == proxy;
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "servlet-exporter's watch of the start";
      default -> null;
    };
  }

  @Override
  public void close() {
    if (attached) {
      attached = false;
      try {
        context.remove(listener);
        if (startWithUnavailable) {
          context.setStartWithUnavailable(true);
        }
      } catch (ReflectiveOperationException e) {
        report.unwatched(e);
      }
    }
  }

  private static @Nullable Throwable failure(@Nullable Object @Nullable [] arguments) {
    return arguments != null && arguments[arguments.length - 1] instanceof Throwable failure
        ? failure
        : null;
  }

  /** What a listener throws fails the context, so that nothing else is thrown here. */
  private @Nullable Object ended(@Nullable Throwable failure) {
    close();
    boolean mustThrow = false;
    try {
      Throwable thrown = failure != null ? failure : context.unavailable();
      new JettyDiagnosis(context, report).run(thrown);
      if (thrown == null) {
        mustThrow = !isLeftToItsFate();
      } else {
        report.gaveUp();
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      report.unwatched(e);
    }
    if (mustThrow) {
      BootFailure failed = report.firstFailure().orElseThrow();
      throw new IllegalStateException("fail-fast: " + failed, failed.rootCause());
    }
    return null;
  }

  /** Returns whether the application runs or is unavailable, as it has to be. */
  private boolean isLeftToItsFate() throws ReflectiveOperationException {
    if (failFast && report.isFailed()) {
      report.gaveUp();
      return context.makeUnavailable();
    }
    report.started(context::registrations);
    return true;
  }
}
