package io.github.servletexporter.it.springboot;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Messages, with their stack traces, of all loggers while this object is open. Thread-safe. */
final class RecordedConsole extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  RecordedConsole() {
    start();
    root.addAppender(this);
  }

  /** Returns the messages so far that contain a text. */
  List<String> messages(String part) {
    return messages.stream().filter(message -> message.contains(part)).toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    messages.add(
        event.getFormattedMessage()
            + "\n"
            + ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
