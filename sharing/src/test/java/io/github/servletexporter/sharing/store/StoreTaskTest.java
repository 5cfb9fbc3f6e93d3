package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
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
  private final StoreTask member = member();

  @Test
  void publishesAndSaysWhen() {
    member.run(false);

    assertThat(store.entries).hasSize(1);
    assertThat(count("publish", "ok")).isEqualTo(1);
    assertThat(metrics.lastSuccessMillis()).isEqualTo(time.millis());
    assertThat(member.lastFailure()).isNull();
    assertThat(member.neighbours()).hasSize(1);
  }

  @Test
  void tellsNoSuccessBeforeThereIsOne() {
    assertThat(metrics.collect().size()).isEqualTo(1);
  }

  @Test
  void countsFailuresAndPausesAfterThem() {
    store.broken = true;
    member.run(false);
    member.run(false);
    member.run(false);

    assertThat(count("publish", "failed")).isEqualTo(1);
    assertThat(count("publish", "skipped")).isEqualTo(2);
    assertThat(member.lastFailure()).contains("down");
    assertThat(metrics.lastSuccessMillis()).isZero();
  }

  @Test
  void goesOnWhenTheStoreIsBack() {
    store.broken = true;
    for (int i = 0; i < 30; i++) {
      member.run(false);
      time.pass(INTERVAL);
    }
    assertThat(breaker.isOpen()).isTrue();
    store.broken = false;
    time.pass(Duration.ofMinutes(1));

    member.run(false);

    assertThat(breaker.isOpen()).isFalse();
    assertThat(member.lastFailure()).isNull();
    assertThat(store.entries).hasSize(1);
  }

  @Test
  void survivesMetricsThatCanNotBeRead() {
    local =
        () -> {
          throw new OutOfMemoryError("not really");
        };

    member.run(false);

    assertThat(count("publish", "failed")).isEqualTo(1);
    assertThat(member.lastFailure()).contains("OutOfMemoryError");
  }

  @Test
  void namesASnapshotThatIsTooLarge() {
    local = () -> MetricSnapshots.of(Wide.gauge());

    member.run(false);

    assertThat(count("publish", "too_large")).isEqualTo(1);
  }

  @Test
  void leavesTheClosingMarkThoughNothingElseCanBeRead() throws IOException {
    member.run(false);
    store.unreadable = true;
    time.pass(INTERVAL);
    member.run(false);
    assertThat(breaker.failures()).isEqualTo(1);

    member.run(true);

    byte[] entry = store.entries.values().iterator().next();
    assertThat(SnapshotCodec.decodeMember(entry).publication().closed()).isTrue();
  }

  @Test
  void doesNotPublishWhatItCouldNotKnowToBeFolded() {
    store.unreadable = true;

    member.run(false);

    assertThat(store.entries).isEmpty();
  }

  @Test
  void neverFoldsItself() throws IOException {
    member.run(false);
    member.run(true);

    member.run(false);

    assertThat(store.retired()).isEmpty();
  }

  @Test
  void drawsWhenItStartsAndIsSoonThere() {
    assertThat(member.firstDelay()).isEqualTo(INTERVAL.dividedBy(2));
    assertThat(member.delay()).isEqualTo(INTERVAL);
  }

  private double count(String operation, String outcome) {
    return metrics.collect().stream()
        .flatMap(family -> family.getDataPoints().stream())
        .filter(point -> operation.equals(point.getLabels().get("operation")))
        .filter(point -> outcome.equals(point.getLabels().get("outcome")))
        .mapToDouble(TestInstance::value)
        .sum();
  }

  private StoreTask member() {
    WebApp webApp = new WebApp("/shop", getClass().getClassLoader());
    DamageLog damages = new DamageLog(webApp, metrics);
    EntryReader entries = new EntryReader(store, damages::damaged);
    InstanceWatch watch = new InstanceWatch(ProcessProbe.BLIND, time, time);
    SnapshotPublisher publisher =
        new SnapshotPublisher(
            store,
            () -> local.get(),
            Samples.identity(1),
            new SnapshotPublisher.Publishing(INTERVAL, () -> Samples.VERSIONS, () -> 4, time));
    FoldingPass retirement =
        new FoldingPass(
            store,
            entries,
            watch,
            metrics,
            new FoldingPass.FoldingRules(true, Samples::merge, exit -> {}, () -> 4, time));
    return new StoreTask(
        webApp,
        store,
        INTERVAL,
        new StoreTask.Parts(
            () -> publisher, retirement, breaker, metrics, damages, time, () -> 0.5));
  }

  /** Breaks in part or whole. */
  private static final class BrokenStore extends MemoryStore {

    boolean broken;
    boolean unreadable;

    @Override
    public void put(String key, byte[] entry) throws IOException {
      check(broken);
      super.put(key, entry);
    }

    @Override
    public synchronized byte[] retired() throws IOException {
      check(broken || unreadable);
      return super.retired();
    }

    private static void check(boolean down) throws IOException {
      if (down) {
        throw new IOException("down");
      }
    }
  }
}
