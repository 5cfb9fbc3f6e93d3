package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.merge.MergeTimeoutException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsistentReaderTest {

  private final StoreTime time = new StoreTime();
  private final DisturbedStore store = new DisturbedStore();
  private final StoreMetrics metrics = new StoreMetrics("test");
  private final ConsistentReader reader =
      new ConsistentReader(
          store,
          new EntryReader(store, (key, damage) -> {}),
          new InstanceWatch(ProcessProbe.BLIND, time, time),
          metrics);

  @Test
  void forgetsAReadingThatStartsOver() throws IOException {
    TestInstance dead = new TestInstance(1, store, time).serve(5);
    dead.stop();
    TestInstance live = new TestInstance(2, store, time).serve(7).publish();
    store.betweenTwoReadings = live::fold;

    assertThat(Samples.total(reader.read(limit()).snapshots())).isEqualTo(12);
    assertThat(store.entries).hasSize(1);
  }

  @Test
  void givesUpWhenInstancesAreFoldedAllTheTime() throws IOException {
    store.alwaysChanging = true;

    assertThatIOException().isThrownBy(() -> reader.read(limit())).withMessageContaining("folded");
  }

  @Test
  void givesUpAtItsDeadline() throws IOException {
    new TestInstance(1, store, time).serve(5).publish();
    Deadline deadline = limit();
    time.pass(Duration.ofSeconds(11));

    assertThatThrownBy(() -> reader.read(deadline)).isInstanceOf(MergeTimeoutException.class);
  }

  /** A view that leaves instances out has totals that are too small. */
  @Test
  void reportsMoreInstancesThanItReads() {
    for (int i = 0; i < SnapshotStore.MAX_INSTANCES; i++) {
      store.entries.put("m" + i, new byte[0]);
    }

    assertThatIOException()
        .isThrownBy(() -> reader.read(limit()))
        .withMessageContaining("fewer than 10000 instances");
  }

  private Deadline limit() {
    return Deadline.in(Duration.ofSeconds(10), time);
  }

  /** Store that changes during a reading. */
  private static final class DisturbedStore extends MemoryStore {

    Event betweenTwoReadings = () -> {};
    boolean alwaysChanging;
    private int changes;

    @Override
    public java.util.List<String> keys() {
      Event event = betweenTwoReadings;
      betweenTwoReadings = () -> {};
      try {
        event.run();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return super.keys();
    }

    @Override
    public synchronized byte[] retained() throws IOException {
      if (alwaysChanging) {
        replaceRetained(super.retained(), new byte[] {(byte) changes++});
      }
      return super.retained();
    }
  }

  private interface Event {
    void run() throws IOException;
  }
}
