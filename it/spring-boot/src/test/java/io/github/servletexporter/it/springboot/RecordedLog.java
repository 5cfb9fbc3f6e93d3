package io.github.servletexporter.it.springboot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Messages of one logger while this object is open. Thread-safe. */
final class RecordedLog extends Handler implements AutoCloseable {

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Logger logger;

  /**
   * Begins to record.
   *
   * @param name name of the logger
   */
  RecordedLog(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
  }

  /** Returns the messages so far that contain a text. */
  List<String> messages(String part) {
    return messages.stream().filter(message -> message.contains(part)).toList();
  }

  @Override
  public void publish(LogRecord logged) {
    messages.add(logged.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
