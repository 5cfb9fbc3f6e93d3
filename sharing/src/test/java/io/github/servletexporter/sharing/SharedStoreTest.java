package io.github.servletexporter.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.Described;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.merge.Deadline;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedStoreTest {

  @TempDir Path temporary;

  @Test
  void severalInstancesShareADirectoryUntilTheLastHasEnded() throws Exception {
    try (SharedStore last = open("/a", 1)) {
      try (SharedStore second = open("/b", 10);
          SharedStore third = open("/a", 100)) {
        await().untilAsserted(() -> assertThat(total(second)).isEqualTo(111));
        await().untilAsserted(() -> assertThat(third.instances()).hasSize(3));
        await().untilAsserted(() -> assertThat(second.health().stale()).isFalse());
        assertThat(second.health().lastSuccess()).isNotNull();
      }
      assertThat(total(last)).isEqualTo(111);
      await().untilAsserted(() -> assertThat(last.instances()).hasSize(1));
      assertThat(total(last)).isEqualTo(111);
    }
    try (SharedStore next = open("/a", 1000)) {
      await().untilAsserted(() -> assertThat(total(next)).isEqualTo(1111));
      await().untilAsserted(() -> assertThat(next.instances()).hasSize(1));
      assertThat(total(next)).isEqualTo(1111);
      assertThat(Described.all(read(next)))
          .anyMatch(line -> line.contains("stopped") && line.endsWith("3.0"))
          .anyMatch(line -> line.contains("unclean") && line.endsWith("0.0"));
    }
  }

  @Test
  void aDirectoryThatCanNotBeThereIsReportedAndHarmsNothing() throws IOException {
    Files.createFile(temporary.resolve("store"));
    try (SharedStore store = open("/a", 1)) {
      await().untilAsserted(() -> assertThat(store.health().failures()).isPositive());

      assertThat(store.health().lastSuccess()).isNull();
      assertThat(store.health().lastFailure()).isNotBlank();
      assertThat(Described.all(store.collect())).anyMatch(line -> line.contains("failed"));
      await().untilAsserted(() -> assertThat(store.health().stale()).isTrue());
    }
  }

  private SharedStore open(String contextPath, double requests) {
    StoreConfig config =
        new StoreConfig(
            new StoreConfig.Directory(temporary.resolve("store")), Duration.ofMillis(50), true);
    SharedStore store =
        new SharedStore(
            new WebApp(contextPath, getClass().getClassLoader()),
            config,
            () -> Samples.VERSIONS,
            () -> Samples.requests(requests));
    store.start();
    return store;
  }

  private static double total(SharedStore store) throws IOException {
    return Samples.total(read(store));
  }

  private static MetricSnapshots read(SharedStore store) throws IOException {
    return store.read(Deadline.in(Duration.ofSeconds(10), Ticker.system())).snapshots();
  }
}
