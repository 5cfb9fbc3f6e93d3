package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.DecodedEntry;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.codec.Wide;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StoreTaskTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final StoreTime time = new StoreTime();
  private final BrokenStore store = new BrokenStore();
  private final StoreMetrics metrics = new StoreMetrics("test");
  private final CircuitBreaker breaker = new CircuitBreaker(INTERVAL, time, () -> 0.5);
  private Supplier<MetricSnapshots> local = () -> Samples.requests(3);
  private final StoreTask task = task();

  @Test
  void publishesAndSaysWhen() {
    task.run(false);

    assertThat(store.entries).hasSize(1);
    assertThat(count("publish", "ok")).isEqualTo(1);
    assertThat(metrics.lastSuccessMillis()).isEqualTo(time.millis());
    assertThat(task.lastFailure()).isNull();
    assertThat(task.neighbours()).hasSize(1);
  }

  @Test
  void tellsNoSuccessBeforeThereIsOne() {
    assertThat(metrics.collect().size()).isEqualTo(1);
  }

  @Test
  void countsFailuresAndPausesAfterThem() {
    store.broken = true;
    task.run(false);
    task.run(false);
    task.run(false);

    assertThat(count("publish", "failed")).isEqualTo(1);
    assertThat(count("publish", "skipped")).isEqualTo(2);
    assertThat(task.lastFailure()).contains("down");
    assertThat(metrics.lastSuccessMillis()).isZero();
  }

  @Test
  void goesOnWhenTheStoreIsBack() {
    store.broken = true;
    for (int i = 0; i < 30; i++) {
      task.run(false);
      time.pass(INTERVAL);
    }
    assertThat(breaker.isOpen()).isTrue();
    store.broken = false;
    time.pass(Duration.ofMinutes(1));

    task.run(false);

    assertThat(breaker.isOpen()).isFalse();
    assertThat(task.lastFailure()).isNull();
    assertThat(store.entries).hasSize(1);
  }

  @Test
  void survivesMetricsThatCanNotBeRead() {
    local =
        () -> {
          throw new OutOfMemoryError("not really");
        };

    task.run(false);

    assertThat(count("publish", "failed")).isEqualTo(1);
    assertThat(task.lastFailure()).contains("OutOfMemoryError");
  }

  @Test
  void namesASnapshotThatIsTooLarge() {
    local = () -> MetricSnapshots.of(Wide.gauge());

    task.run(false);

    assertThat(count("publish", "too_large")).isEqualTo(1);
  }

  @Test
  void leavesTheClosingMarkThoughNothingElseCanBeRead() throws IOException {
    task.run(false);
    store.unreadable = true;
    time.pass(INTERVAL);
    task.run(false);
    assertThat(breaker.failures()).isEqualTo(1);

    task.run(true);

    byte[] entry = store.entries.values().iterator().next();
    assertThat(DecodedEntry.of(entry).publication().closed()).isTrue();
  }

  @Test
  void doesNotPublishWhatItCouldNotKnowToBeFolded() {
    store.unreadable = true;

    task.run(false);

    assertThat(store.entries).isEmpty();
  }

  @Test
  void neverFoldsItself() throws IOException {
    task.run(false);
    task.run(true);

    task.run(false);

    assertThat(store.retained()).isEmpty();
  }

  @Test
  void drawsWhenItStartsAndIsSoonThere() {
    assertThat(task.firstDelay()).isEqualTo(INTERVAL.dividedBy(2));
  }

  private double count(String operation, String outcome) {
    return metrics.collect().stream()
        .flatMap(family -> family.getDataPoints().stream())
        .filter(point -> operation.equals(point.getLabels().get("operation")))
        .filter(point -> outcome.equals(point.getLabels().get("outcome")))
        .mapToDouble(TestInstance::value)
        .sum();
  }

  private StoreTask task() {
    WebApp webApp = new WebApp("/shop", getClass().getClassLoader());
    StoreLog log = new StoreLog(webApp, "test");
    EntryReader entries = new EntryReader(store, log::damaged);
    InstanceWatch watch = new InstanceWatch(ProcessProbe.BLIND, time, time);
    SnapshotPublisher publisher =
        new SnapshotPublisher(
            store,
            () -> local.get(),
            Samples.identity(1),
            new SnapshotPublisher.Publishing(INTERVAL, () -> Samples.VERSIONS, () -> 4, time));
    FoldingPass folding =
        new FoldingPass(
            store,
            entries,
            watch,
            metrics,
            new FoldingPass.FoldingRules(true, exit -> {}, name -> {}, () -> 4, time));
    return new StoreTask(
        store,
        INTERVAL,
        new StoreTask.Parts(
            () -> publisher, folding, breaker, metrics, log, time, time, () -> 0.5));
  }

  /** Store that fails completely, or only when the retained totals are read. */
  private static final class BrokenStore extends MemoryStore {

    boolean broken;
    boolean unreadable;

    @Override
    public void put(String key, byte[] entry) throws IOException {
      check(broken);
      super.put(key, entry);
    }

    @Override
    public synchronized byte[] retained() throws IOException {
      check(broken || unreadable);
      return super.retained();
    }

    private static void check(boolean down) throws IOException {
      if (down) {
        throw new IOException("down");
      }
    }
  }
}
