package io.github.servletexporter.filter.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.setting.DeadlineAction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueDeadlineTest {

  private static final String PROXY = "10.1.2.3";

  private final QueueDeadline guard =
      new QueueDeadline(
          TrustedProxies.of(List.of("10.0.0.0/8")),
          Duration.ofSeconds(2),
          DeadlineAction.SHED,
          InstantSource.fixed(Instant.ofEpochMilli(1_700_000_001_500L)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t=1700000000.500",
        "1700000000.5",
        "t=1700000000500",
        "1700000000500",
        " t=1700000000500000 ",
        "t=1700000000500000000"
      })
  void readsSecondsMillisecondsMicrosecondsAndNanoseconds(String field) {
    assertThat(guard.waitedMillis(field, PROXY)).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t=",
        ".",
        "now",
        "-5",
        "t=-5",
        "1e9",
        "0x10",
        "NaN",
        "Infinity",
        "1.2.3",
        "٣",
        "0",
        "t=1700000100.0",
        "17000000005000000000000000000000000",
        "1700000000.5 1700000000.5"
      })
  void doesNotKnowWhatIsNoTime(String field) {
    assertThat(guard.waitedMillis(field, PROXY)).isEqualTo(QueueDeadline.UNKNOWN);
  }

  @Test
  void treatsAClockThatIsSlightlyAheadAsNoWait() {
    assertThat(guard.waitedMillis("t=1700000003.0", PROXY)).isZero();
  }

  @Test
  void acceptsTheFieldOfTrustedProxiesOnly() {
    assertThat(guard.waitedMillis("t=1700000000.500", "11.1.2.3")).isEqualTo(QueueDeadline.UNKNOWN);
    assertThat(guard.waitedMillis(null, PROXY)).isEqualTo(QueueDeadline.UNKNOWN);
  }

  @Test
  void isStaleOverTheDeadline() {
    assertThat(guard.isStale(2000)).isFalse();
    assertThat(guard.isStale(2001)).isTrue();
  }

  @Test
  void findsNothingStaleWithoutADeadline() {
    QueueDeadline none =
        new QueueDeadline(
            TrustedProxies.of(List.of("::1")),
            Duration.ZERO,
            DeadlineAction.SHED,
            InstantSource.system());

    assertThat(none.isStale(Duration.ofDays(1).toMillis())).isFalse();
    assertThat(none.isOff()).isFalse();
    assertThat(QueueDeadline.off().isOff()).isTrue();
  }
}
