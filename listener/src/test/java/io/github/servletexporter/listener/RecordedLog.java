package io.github.servletexporter.listener;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Log records of a class, which are kept from the console; can fail as loggers of applications do.
 */
public final class RecordedLog extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private volatile Consumer<LogRecord> behaviour = record -> {};

  private RecordedLog(String name) {
    logger = Logger.getLogger(name);
  }

  public static RecordedLog of(Class<?> type) {
    RecordedLog log = new RecordedLog(type.getName());
    log.logger.setUseParentHandlers(false);
    log.logger.addHandler(log);
    return log;
  }

  /** Sets an action that follows each record, such as throwing an exception. */
  public void onRecord(Consumer<LogRecord> action) {
    behaviour = action;
  }

  public List<LogRecord> records() {
    return records;
  }

  /** Returns the messages with their parameters. */
  public List<String> lines() {
    return records.stream().map(RecordedLog::text).toList();
  }

  private static String text(LogRecord record) {
    return record.getParameters() == null
        ? record.getMessage()
        : java.text.MessageFormat.format(record.getMessage(), record.getParameters());
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
    behaviour.accept(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
