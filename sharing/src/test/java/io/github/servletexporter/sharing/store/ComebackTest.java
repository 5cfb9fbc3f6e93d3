package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.servletexporter.sharing.codec.Samples;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Instances that were considered dead and come back. */
class ComebackTest {

  private final StoreTime time = new StoreTime();
  private final FlakyStore store = new FlakyStore();
  private final TestInstance observer = new TestInstance(1, store, time);
  private final TestInstance paused = new TestInstance(2, store, time);

  @Test
  void keepsWhatASilentInstanceHasCountedBeforeAndAfterItIsFolded() throws IOException {
    paused.serve(50).publish();
    watchFor(Duration.ofMinutes(1));
    assertThat(observer.view().totals().generation()).isZero();
    assertThat(observer.live()).isZero();
    assertThat(observer.total()).isEqualTo(50);

    watchFor(InstanceWatch.GRACE);

    assertThat(observer.view().hasFolded(paused.key())).isTrue();
    assertThat(observer.total()).isEqualTo(50);
  }

  @Test
  void anInstanceThatComesBackGoesOnUnderANewIdentity() throws IOException {
    paused.serve(50).publish();
    watchFor(InstanceWatch.GRACE.plusMinutes(1));
    String folded = paused.key();

    paused.serve(7).publish();

    assertThat(paused.key()).isNotEqualTo(folded);
    assertThat(observer.total()).isEqualTo(57);
    observer.fold();
    assertThat(observer.total()).isEqualTo(57);
    assertThat(observer.live()).isEqualTo(1);
  }

  @Test
  void anInstanceMayComeBackAgainAndAgain() throws IOException {
    double total = 0;
    for (int i = 1; i <= 5; i++) {
      paused.serve(i).publish();
      paused.serve(10 * i).publish();
      total += 11 * i;
      assertThat(observer.total()).isEqualTo(total);
      watchFor(InstanceWatch.GRACE.plusMinutes(1));
      assertThat(observer.total()).isEqualTo(total);
    }
    paused.stop();
    observer.fold();

    assertThat(observer.total()).isEqualTo(total);
    assertThat(observer.view().totals().stopped()).isEqualTo(1);
    assertThat(store.entries).isEmpty();
  }

  /** The instance was paused after it had read the retained totals and before it published. */
  @Test
  void aWriteThatComesTooLateCountsNotTwice() throws IOException {
    paused.serve(50).publish();
    RetainedVersion before = paused.view();
    watchFor(InstanceWatch.GRACE.plusMinutes(1));

    paused.serve(7).publisher.publish(before, false);

    assertThat(observer.total()).isEqualTo(50);
    observer.fold();
    assertThat(store.entries).isEmpty();
    paused.serve(1).publish();
    assertThat(observer.total()).isEqualTo(58);
  }

  /** A failed write may have taken place; it is known nevertheless which one was folded. */
  @Test
  void aWriteThatFailedAndHappenedCountsOnce() throws IOException {
    paused.serve(50).publish();
    store.failAfterWriting = true;
    paused.serve(5);
    assertThatIOException().isThrownBy(paused::publish);
    paused.serve(3);
    assertThatIOException().isThrownBy(paused::publish);
    assertThat(observer.total()).isEqualTo(55);
    watchFor(InstanceWatch.GRACE.plusMinutes(1));
    store.failAfterWriting = false;

    paused.publish();

    assertThat(observer.total()).isEqualTo(58);
  }

  @Test
  void aWriteThatFailedAndDidNotHappenIsMadeUpFor() throws IOException {
    paused.serve(50).publish();
    store.failBeforeWriting = true;
    paused.serve(5);
    assertThatIOException().isThrownBy(paused::publish);
    watchFor(InstanceWatch.GRACE.plusMinutes(1));
    store.failBeforeWriting = false;

    paused.publish();

    assertThat(observer.total()).isEqualTo(55);
  }

  @Test
  void writesTheSameAgainUntilThatHasSucceeded() throws IOException {
    store.failBeforeWriting = true;
    assertThatIOException().isThrownBy(() -> paused.serve(1).publish());
    byte[] first = store.lastTried;
    assertThatIOException().isThrownBy(() -> paused.serve(1).publish());
    assertThat(store.lastTried).isEqualTo(first);
    store.failBeforeWriting = false;

    paused.publish();

    assertThat(observer.total()).isEqualTo(2);
  }

  @Test
  void anInstanceWhoseProcessIsGoneIsFoldedSoon() throws IOException {
    paused.serve(50).publish();
    observer.gone.add(2L);
    watchFor(Duration.ofSeconds(30));

    assertThat(observer.uncleanExits).containsExactly(Samples.identity(2));
    assertThat(observer.total()).isEqualTo(50);
  }

  @Test
  void aStoppedInstanceIsFoldedAtOnce() throws IOException {
    paused.serve(50).stop();

    observer.fold();

    assertThat(observer.uncleanExits).isEmpty();
    assertThat(observer.view().totals().stopped()).isEqualTo(1);
    assertThat(observer.total()).isEqualTo(50);
  }

  @Test
  void withoutCleanupEntriesStayAndCountAndExitsAreCountedOnce() throws IOException {
    TestInstance keeper = new TestInstance(3, store, time, false);
    paused.serve(50).publish();
    keeper.gone.add(2L);
    new TestInstance(4, store, time).serve(7).stop();
    for (int i = 0; i < 20; i++) {
      time.pass(TestInstance.INTERVAL);
      keeper.fold();
    }

    assertThat(store.entries).hasSize(2);
    assertThat(keeper.total()).isEqualTo(57);
    assertThat(keeper.uncleanExits).hasSize(1);
    assertThat(keeper.view().totals().stopped()).isEqualTo(1);
    assertThat(keeper.live()).isZero();
  }

  @Test
  void anInstanceWithCleanupFoldsWhatOneWithoutHasCounted() throws IOException {
    TestInstance keeper = new TestInstance(3, store, time, false);
    paused.serve(50).stop();
    keeper.fold();

    observer.fold();

    assertThat(store.entries).isEmpty();
    assertThat(observer.total()).isEqualTo(50);
    assertThat(observer.view().totals().stopped()).isEqualTo(1);
  }

  @Test
  void forgetsInstancesThatCanNotComeBack() throws IOException {
    for (int i = 10; i < 60; i++) {
      new TestInstance(i, store, time).serve(1).stop();
      observer.fold();
    }
    assertThat(observer.view().totals().dead()).hasSize(50);
    time.pass(Duration.ofMinutes(11));
    observer.fold();

    assertThat(observer.view().totals().dead()).isEmpty();
    assertThat(observer.total()).isEqualTo(50);
  }

  private void watchFor(Duration duration) throws IOException {
    for (Duration left = duration; !left.isNegative(); left = left.minus(TestInstance.INTERVAL)) {
      observer.fold();
      time.pass(TestInstance.INTERVAL);
    }
    observer.fold();
  }

  /** Store that fails before or after it has written. */
  private static final class FlakyStore extends MemoryStore {

    boolean failBeforeWriting;
    boolean failAfterWriting;
    byte[] lastTried = new byte[0];

    @Override
    public void put(String key, byte[] entry) throws IOException {
      lastTried = entry.clone();
      if (failBeforeWriting) {
        throw new IOException("not written");
      }
      super.put(key, entry);
      if (failAfterWriting) {
        throw new IOException("no answer");
      }
    }
  }
}
