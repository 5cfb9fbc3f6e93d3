package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.listener.container.ComponentKind;
import io.github.servletexporter.listener.container.StartListener;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Log handler that collects the failures of components while an application starts; Tomcat reports
 * them in its log alone. Thread-safe.
 *
 * <p>Tomcat's messages depend on the locale, but each contains the component's name in brackets.
 * The method that logs the message determines the kind of the component.
 */
final class TomcatStartLog extends Handler {

  private static final String CONTEXT = "org.apache.catalina.core.StandardContext";

  private final TomcatApplication application;
  private final Logger logger;
  private final List<Failure> failures = new CopyOnWriteArrayList<>();

  TomcatStartLog(TomcatApplication application) {
    this.application = application;
    this.logger = Logger.getLogger(application.loggerName());
  }

  void attach() {
    logger.addHandler(this);
  }

  /** Reports the collected failures. */
  void report(StartListener report) {
    for (Failure failure : failures) {
      report.failed(failure.component, failure.thrown);
    }
  }

  /** Does not throw an exception, which would fail the start. */
  @Override
  public void publish(LogRecord record) {
    Throwable thrown = record.getThrown();
    ComponentKind kind = thrown == null ? null : logging();
    if (thrown != null && kind != null) {
      failures.add(new Failure(component(kind, record), thrown));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }

  private String component(ComponentKind kind, LogRecord record) {
    String message = String.valueOf(record.getMessage());
    try {
      return application
          .names(kind)
          .filter(name -> message.contains("[" + name + "]"))
          .findFirst()
          .map(kind::named)
          .orElse(ComponentKind.WEB_APPLICATION);
    } catch (RuntimeException changedByTheApplication) {
      return ComponentKind.WEB_APPLICATION;
    }
  }

  /** Returns the kind of component that Tomcat is starting, or null if another class logs. */
  private static @Nullable ComponentKind logging() {
    return StackWalker.getInstance()
        .walk(frames -> frames.dropWhile(TomcatStartLog::isOfLogging).findFirst())
        .filter(frame -> frame.getClassName().equals(CONTEXT))
        .map(frame -> kind(frame.getMethodName()))
        .orElse(null);
  }

  private static @Nullable ComponentKind kind(String method) {
    return switch (method) {
      case "loadOnStartup" -> ComponentKind.SERVLET;
      case "filterStart" -> ComponentKind.FILTER;
      case "listenerStart" -> ComponentKind.LISTENER;
      default -> null;
    };
  }

  private static boolean isOfLogging(StackFrame frame) {
    String type = frame.getClassName();
    return type.equals(TomcatStartLog.class.getName())
        || type.startsWith("java.util.logging.")
        || type.startsWith("org.apache.juli.");
  }

  private record Failure(String component, Throwable thrown) {}
}
