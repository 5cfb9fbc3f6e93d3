package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.codec.EntryHead;
import io.github.servletexporter.sharing.codec.Publication;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceReport.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceWatchTest {

  private static final InstanceIdentity MEMBER = Samples.identity(1);

  private final StoreTime time = new StoreTime();
  private boolean gone;
  private final InstanceWatch watch = new InstanceWatch(instance -> gone, time, time);

  @Test
  void anInstanceThatHasJustPublishedLives() {
    assertThat(judge(1, Duration.ZERO).state()).isEqualTo(State.LIVE);
  }

  @Test
  void oneThatWasSilentBeforeItWasSeenIsSilent() {
    assertThat(judge(1, Duration.ofSeconds(16)).state()).isEqualTo(State.SILENT);
  }

  /** An instance that publishes, with a clock that is an hour slow. */
  @Test
  void oneThatPublishesLivesWhateverItsClockSays() {
    judge(1, Duration.ofHours(1));
    time.pass(Duration.ofSeconds(5));

    InstanceWatch.Verdict verdict = judge(2, Duration.ofHours(1));

    assertThat(verdict.state()).isEqualTo(State.LIVE);
    assertThat(verdict.foldable()).isFalse();
  }

  /** An instance that no longer publishes, with a clock that is an hour fast. */
  @Test
  void oneThatDoesNotPublishIsSilentWhateverItsClockSays() {
    judge(1, Duration.ofHours(-1));
    time.pass(Duration.ofSeconds(16));

    assertThat(judge(1, Duration.ofHours(-1)).state()).isEqualTo(State.SILENT);
  }

  @Test
  void aSilentInstanceIsFoldedWhenItsProcessIsGone() {
    judge(1, Duration.ZERO);
    time.pass(Duration.ofSeconds(16));
    assertThat(judge(1, Duration.ZERO).foldable()).isFalse();

    gone = true;

    assertThat(judge(1, Duration.ZERO))
        .isEqualTo(new InstanceWatch.Verdict(State.SILENT, true, true));
  }

  /** An instance that publishes is live, even if its process is hidden from the observer. */
  @Test
  void anInstanceThatPublishesIsNotGone() {
    gone = true;

    assertThat(judge(1, Duration.ZERO).foldable()).isFalse();
  }

  @Test
  void aSilentInstanceIsFoldedAfterTheGrace() {
    judge(1, Duration.ZERO);
    time.pass(InstanceWatch.GRACE);
    assertThat(judge(1, Duration.ZERO).foldable()).isFalse();

    time.pass(Duration.ofSeconds(16));

    assertThat(judge(1, Duration.ZERO))
        .isEqualTo(new InstanceWatch.Verdict(State.SILENT, true, false));
  }

  /** If instances restart every few minutes, none of them watches for the whole grace period. */
  @Test
  void anInstanceThatWasSilentForHoursIsFoldedAfterAShortLook() {
    assertThat(judge(1, Duration.ofHours(2)).foldable()).isFalse();

    time.pass(Duration.ofSeconds(16));

    assertThat(judge(1, Duration.ofHours(2)).foldable()).isTrue();
  }

  @Test
  void aClosedInstanceHasStopped() {
    InstanceWatch.Verdict verdict =
        watch.judge("key", head(new Publication(1, time.millis(), 5000, true)));

    assertThat(verdict).isEqualTo(new InstanceWatch.Verdict(State.STOPPED, true, true));
  }

  @Test
  void believesNoIntervalThatIsTooLong() {
    Publication never = new Publication(1, time.millis(), Long.MAX_VALUE, false);
    watch.judge("key", head(never));
    time.pass(Duration.ofHours(4));

    assertThat(watch.judge("key", head(never)).state()).isEqualTo(State.SILENT);
  }

  @Test
  void forgetsInstancesThatAreGone() {
    judge(1, Duration.ZERO);
    time.pass(Duration.ofSeconds(16));
    watch.retain(List.of());

    assertThat(judge(1, Duration.ZERO).state()).isEqualTo(State.LIVE);
  }

  private InstanceWatch.Verdict judge(long sequence, Duration age) {
    return watch.judge(
        "key", head(new Publication(sequence, time.millis() - age.toMillis(), 5000, false)));
  }

  private static EntryHead head(Publication publication) {
    return new EntryHead(MEMBER, Samples.VERSIONS, publication);
  }
}
