package io.github.servletexporter.listener.boot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

  private static final Logger LOGGER = System.getLogger(JettyWatch.class.getName());

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
        LOGGER.log(Level.WARNING, "The watch of the start could not be taken back", e);
      }
    }
  }

  private static @Nullable Throwable failure(@Nullable Object @Nullable [] arguments) {
    return arguments != null && arguments[arguments.length - 1] instanceof Throwable failure
        ? failure
        : null;
  }

  private @Nullable Object ended(@Nullable Throwable failure) {
    close();
    try {
      Throwable thrown = failure != null ? failure : context.unavailable();
      new JettyDiagnosis(context, report).run(thrown);
      if (thrown != null) {
        report.gaveUp();
      } else {
        runs();
      }
    } catch (ReflectiveOperationException e) {
      LOGGER.log(Level.WARNING, "Jetty does not tell whether everything has started", e);
    }
    return null;
  }

  private void runs() throws ReflectiveOperationException {
    BootFailure failed = failFast ? report.firstFailure().orElse(null) : null;
    if (failed == null) {
      report.started(context::registrations);
    } else {
      report.gaveUp();
      if (!context.makeUnavailable()) {
        throw new IllegalStateException("fail-fast: " + failed, failed.rootCause());
      }
    }
  }
}
