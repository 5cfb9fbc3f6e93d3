package io.github.servletexporter.it.behaviour;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Log messages of servlet-exporter, or of everything, while this object is open. Thread-safe. */
final class LogCapture extends Handler implements AutoCloseable {
  private final Logger logger;
  private final Formatter formatter = new SimpleFormatter();
  private final List<String> messages = new CopyOnWriteArrayList<>();

  private LogCapture(String logger) {
    this.logger = Logger.getLogger(logger);
  }

  static LogCapture open() {
    return open("io.github.servletexporter");
  }

  /** Captures what is written to the console. */
  static LogCapture ofConsole() {
    return open("");
  }

  private static LogCapture open(String logger) {
    LogCapture capture = new LogCapture(logger);
    capture.logger.addHandler(capture);
    return capture;
  }

  @Override
  public void publish(LogRecord logged) {
    Throwable thrown = logged.getThrown();
    String message = formatter.formatMessage(logged);
    messages.add(thrown == null ? message : message + "\n" + thrown);
  }

  /** Returns the messages so far that contain all of these parts. */
  List<String> messages(String... parts) {
    return messages.stream()
        .filter(message -> List.of(parts).stream().allMatch(message::contains))
        .toList();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
