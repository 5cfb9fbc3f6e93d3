package io.github.servletexporter.it.behaviour;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Log messages of servlet-exporter while this object is open. Thread-safe. */
final class LogCapture extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.github.servletexporter");
  private final Formatter formatter = new SimpleFormatter();
  private final List<String> messages = new CopyOnWriteArrayList<>();

  private LogCapture() {}

  static LogCapture open() {
    LogCapture capture = new LogCapture();
    capture.logger.addHandler(capture);
    return capture;
  }

  @Override
  public void publish(LogRecord logged) {
    messages.add(formatter.formatMessage(logged));
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
