package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreLogTest {

  private final Logger logger = Logger.getLogger(StoreLog.class.getName());
  private final Lines lines = new Lines();
  private final StoreLog log =
      new StoreLog(new WebApp("/shop", StoreLogTest.class.getClassLoader()), "directory");

  @BeforeEach
  void record() {
    logger.addHandler(lines);
  }

  @AfterEach
  void end() {
    logger.removeHandler(lines);
  }

  @Test
  void namesJvmsWithTheSameNameOnce() {
    log.sameName("pod:1/shop");
    log.sameName("pod:1/shop");
    log.sameName("pod:1/pay\n");

    assertThat(lines.texts)
        .hasSize(2)
        .allMatch(line -> line.startsWith("web app \"/shop\": two running JVMs have the same"))
        .anyMatch(line -> line.endsWith("instance=pod:1/shop"))
        .anyMatch(line -> line.endsWith("instance=pod:1/pay\\u000a"));
  }

  @Test
  void isLimited() {
    for (int i = 0; i < 100; i++) {
      log.sameName("pod:1/shop" + i);
    }

    assertThat(lines.texts).hasSize(20);
  }

  /** Messages of the log. */
  private static final class Lines extends Handler {

    private final List<String> texts = new ArrayList<>();
    private final Formatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord logged) {
      texts.add(formatter.formatMessage(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
