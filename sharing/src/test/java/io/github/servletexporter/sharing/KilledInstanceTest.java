package io.github.servletexporter.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.codec.Described;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.store.StoreLog;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real JVMs in one directory, one of which is killed. */
class KilledInstanceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final Logger logger = Logger.getLogger(StoreLog.class.getName());
  private final Lines lines = new Lines();
  private Process child;

  @BeforeEach
  void listen() throws IOException {
    logger.addHandler(lines);
    child = ChildInstance.start(directory);
  }

  @AfterEach
  void end() {
    logger.removeHandler(lines);
    child.destroyForcibly();
  }

  @Test
  void aKilledInstanceIsFoldedOnceAndNamed() throws IOException {
    try (SharedStore store = ChildInstance.open(directory, 1)) {
      store.start();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(total(store)).isEqualTo(101));

      child.destroyForcibly();

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(total(store)).isEqualTo(101);
                assertThat(entries()).isEqualTo(1);
              });
      assertThat(Described.all(read(store)))
          .anyMatch(line -> line.contains("unclean") && line.endsWith("1.0"));
      assertThat(lines.all)
          .singleElement()
          .asString()
          .startsWith(
              "web app \"/shop\": process with pid "
                  + child.pid()
                  + " was terminated due to signal unknown");
    }
  }

  @Test
  void anInstanceThatEndsProperlyIsFoldedAndNotNamed() throws IOException {
    try (SharedStore store = ChildInstance.open(directory, 1)) {
      store.start();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(total(store)).isEqualTo(101));

      child.getOutputStream().close();

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(total(store)).isEqualTo(101);
                assertThat(entries()).isEqualTo(1);
              });
      assertThat(Described.all(read(store)))
          .anyMatch(line -> line.contains("stopped") && line.endsWith("1.0"));
      assertThat(lines.all).isEmpty();
    }
  }

  private long entries() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sxs") && name.startsWith("m"))
          .count();
    }
  }

  private static double total(SharedStore store) throws IOException {
    return Samples.total(read(store));
  }

  private static MetricSnapshots read(SharedStore store) throws IOException {
    return store.read(Deadline.in(Duration.ofSeconds(10), Ticker.system())).snapshots();
  }

  private static final class Lines extends Handler {

    final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      all.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
