package io.github.servletexporter.listener.boot;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads why components did not start from what Tomcat logs while an application starts; nothing
 * else gets to know. Thread-safe.
 *
 * <p>Tomcat's messages are in the language of its host, but each names the component in brackets,
 * and which kind it is tells the method that logs.
 */
final class TomcatStartLog extends Handler {

  private static final String CONTEXT = "org.apache.catalina.core.StandardContext";

  private final TomcatContext application;
  private final Logger logger;
  private final List<BootFailure> failures = new CopyOnWriteArrayList<>();

  TomcatStartLog(TomcatContext application) {
    this.application = application;
    this.logger = Logger.getLogger(application.loggerName());
  }

  void attach() {
    logger.addHandler(this);
  }

  List<BootFailure> failures() {
    return failures;
  }

  /** Throws nothing, since it would fail what Tomcat is doing. */
  @Override
  public void publish(LogRecord record) {
    Throwable thrown = record.getThrown();
    ComponentKind kind = thrown == null ? null : logging();
    if (thrown != null && kind != null) {
      failures.add(BootFailure.of(component(kind, record), thrown));
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

  /** Returns what Tomcat is starting when it is Tomcat's context that logs, otherwise null. */
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
}
