package io.github.servletexporter.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.Housekeeping;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConfigReaderTest {

  private static final WebApp WEB_APP =
      new WebApp("/config-reader-test", ConfigReaderTest.class.getClassLoader());

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger checks = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final RecordedLog log = RecordedLog.of(ConfigReader.class);
  private final RecordedLog threads = RecordedLog.of(BackgroundThread.class);
  private ConfigReader reader = reader(this::readHangingFile);

  private ConfigReader reader(Runnable check) {
    return new ConfigReader(WEB_APP, check, failures::add, nanos::get);
  }

  /** Like read(2) of a file on a network that is gone, cannot be interrupted. */
  private void readHangingFile() {
    checks.incrementAndGet();
    boolean waiting = true;
    while (waiting) {
      try {
        answer.await();
        waiting = false;
      } catch (InterruptedException ignored) {
        // Goes on.
      }
    }
  }

  @AfterEach
  void close() {
    answer.countDown();
    reader.close();
    await().until(() -> !hasThread());
    log.close();
    threads.close();
  }

  @Test
  void aHangingFileSystemDoesNotHoldUpHousekeeping() {
    AtomicInteger others = new AtomicInteger();
    Duration soon = Duration.ofMillis(1);
    try (Housekeeping housekeeping =
        new Housekeeping(
            WEB_APP,
            List.of(
                new Housekeeping.Task("reload", soon, reader::begin),
                new Housekeeping.Task("watchdog", soon, others::incrementAndGet)),
            (task, failure) -> failures.add(failure),
            Ticker.system())) {
      housekeeping.start();
      await().until(() -> checks.get() == 1);
      int before = others.get();

      await().until(() -> others.get() > before + 10);
    }
    assertThat(checks).hasValue(1);
    assertThat(failures).isEmpty();
  }

  @Test
  void reportsAHangOnceAndGoesOnAfterIt() {
    reader.begin();
    await().until(() -> checks.get() == 1);
    assertThat(reader.isStalled()).isFalse();

    nanos.addAndGet(ConfigReader.STALLED.toNanos());
    reader.begin();
    reader.begin();

    assertThat(reader.isStalled()).isTrue();
    assertThat(log.lines())
        .containsExactly(
            "web app \"/config-reader-test\": the files of the configuration cannot be read within"
                + " 60 seconds, and new credentials and certificates are not noticed; check their"
                + " file system");
    answer.countDown();
    await().until(() -> !hasThread());
    assertThat(reader.isStalled()).isFalse();
    reader.begin();
    await().until(() -> checks.get() == 2);
  }

  @Test
  void leavesNoThreadBetweenChecksAndReportsFailures() {
    RuntimeException failure = new IllegalStateException("check");
    reader =
        reader(
            () -> {
              checks.incrementAndGet();
              throw failure;
            });

    for (int i = 1; i <= 3; i++) {
      int count = i;
      reader.begin();
      await().until(() -> checks.get() == count && !hasThread());
    }

    assertThat(failures).containsExactly(failure, failure, failure);
  }

  @Test
  void isClosedWithinItsLimitsAndStartsNothingAfterwards() {
    reader.begin();
    await().until(() -> checks.get() == 1);

    reader.close();
    reader.begin();

    assertThat(threads.lines())
        .singleElement()
        .asString()
        .contains(
            "\"servlet-exporter-reload /config-reader-test\" is left behind while reading the files"
                + " of the configuration");
    answer.countDown();
    await().until(() -> !hasThread());
    assertThat(checks).hasValue(1);
  }

  private static boolean hasThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(BackgroundThread.name(WEB_APP, "reload")));
  }
}
