package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.codec.RetainedTotals;
import io.github.servletexporter.sharing.codec.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Property of folding: one instance has stopped, one was killed and one is live, and the total is
 * 1110 at every moment, whichever instance folds, however often, and wherever it crashes.
 */
class FoldingFaultTest {

  private static final double TOTAL = 1110;
  private static final int KILLED = 2;

  @TempDir Path temporary;
  private final StoreTime time = new StoreTime();
  private Path directory;
  private TestInstance reader;

  @ParameterizedTest
  @EnumSource(FaultyFiles.Moment.class)
  void countsOnceWhereverTheOneWhoFoldsCrashes(FaultyFiles.Moment moment) throws IOException {
    boolean crashed = true;
    for (int step = 1; crashed; step++) {
      populate(step);
      FaultyFiles files = new FaultyFiles(step, moment, now -> assertTotal());

      fold(files);

      assertTotal();
      crashed = files.hasCrashed() || step < files.steps();
      foldTwiceMore();
      assertFolded();
    }
  }

  @Test
  void countsOnceWhenAnotherFoldsBetweenAnyTwoSteps() throws IOException {
    int steps = Integer.MAX_VALUE;
    for (int step = 1; step <= steps; step++) {
      populate(step);
      int interrupted = step;
      FaultyFiles files =
          FaultyFiles.observed(
              now -> {
                assertTotal();
                if (now == interrupted) {
                  folder(FaultyFiles.observed(inner -> assertTotal())).fold();
                }
                assertTotal();
              });

      fold(files);

      steps = files.steps();
      assertTotal();
      foldTwiceMore();
      assertFolded();
    }
    assertThat(steps).isGreaterThan(10);
  }

  @Test
  void countsOnceWhenTheOtherOneCrashes() throws IOException {
    for (int outer = 1; outer <= 14; outer += 3) {
      for (int inner = 1; inner <= 14; inner += 3) {
        populate(outer * 100 + inner);
        int interrupted = outer;
        int crashing = inner;
        FaultyFiles files =
            FaultyFiles.observed(
                now -> {
                  if (now == interrupted) {
                    fold(new FaultyFiles(crashing, FaultyFiles.Moment.AFTER, step -> {}));
                  }
                  assertTotal();
                });

        fold(files);

        assertTotal();
        foldTwiceMore();
        assertFolded();
      }
    }
  }

  @Test
  void countsOnceWhicheverStepFails() throws IOException {
    boolean failed = true;
    for (int step = 1; failed; step++) {
      populate(step);
      int failing = step;
      FaultyFiles files =
          FaultyFiles.observed(
              now -> {
                assertTotal();
                if (now == failing) {
                  throw new IOException("the disk is full, or away");
                }
              });
      failed = false;
      try {
        folder(files).fold();
      } catch (IOException expected) {
        failed = true;
      }

      assertTotal();
      failed |= step < files.steps();
      foldTwiceMore();
      assertFolded();
    }
  }

  @Test
  void readsTheSameTotalWhenAnotherFoldsBetweenAnyTwoSteps() throws IOException {
    boolean folded = true;
    for (int step = 1; folded; step++) {
      populate(step);
      int interrupted = step;
      FaultyFiles files =
          FaultyFiles.observed(
              now -> {
                if (now == interrupted) {
                  fold(FaultyFiles.observed(inner -> {}));
                }
              });
      TestInstance other = new TestInstance(5, new DirectorySnapshotStore(directory, files), time);

      assertThat(other.total()).isEqualTo(TOTAL);

      folded = step <= files.steps();
      if (folded) {
        assertFolded();
      }
    }
  }

  private void populate(int number) throws IOException {
    directory = temporary.resolve("store" + number + "-" + System.nanoTime());
    SnapshotStore store = DirectorySnapshotStore.in(directory);
    new TestInstance(1, store, time).serve(10).stop();
    new TestInstance(KILLED, store, time).serve(100).publish();
    time.pass(Duration.ofMinutes(1));
    reader = new TestInstance(3, DirectorySnapshotStore.in(directory), time).serve(1000);
    reader.publish();
    assertTotal();
  }

  private TestInstance folder(FaultyFiles files) {
    TestInstance folder = new TestInstance(4, new DirectorySnapshotStore(directory, files), time);
    folder.gone.add((long) KILLED);
    return folder;
  }

  private void fold(FaultyFiles files) throws IOException {
    try {
      folder(files).fold();
    } catch (FaultyFiles.Crash crash) {
      assertThat(files.hasCrashed()).isTrue();
    }
  }

  private void foldTwiceMore() throws IOException {
    for (int i = 0; i < 2; i++) {
      folder(FaultyFiles.observed(step -> assertTotal())).fold();
      assertTotal();
    }
  }

  private void assertTotal() throws IOException {
    assertThat(reader.total()).isEqualTo(TOTAL);
  }

  private void assertFolded() throws IOException {
    RetainedTotals retired = reader.view().totals();
    assertThat(Samples.total(retired.sum())).isEqualTo(110);
    assertThat(retired.stopped()).isEqualTo(1);
    assertThat(retired.unclean()).isEqualTo(1);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(reader.key() + ".sxs", "retired.sxs", "retired.lock");
    }
  }
}
