package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetirementScheduleTest {

  @Test
  void drawsEveryLimitFromMaxRequestsToItsSumWithTheJitter() {
    RetirementSchedule schedule = schedule(10, 3, Duration.ZERO, Duration.ZERO);
    Set<Long> drawn = new HashSet<>();

    for (int i = 0; i < 1_000; i++) {
      drawn.add(schedule.drawRequests());
    }

    assertThat(drawn).containsExactlyInAnyOrder(10L, 11L, 12L, 13L);
  }

  @Test
  void drawsLifetimesInNanosecondsUpToTheJitter() {
    RetirementSchedule schedule = schedule(0, 0, Duration.ofNanos(100), Duration.ofNanos(1));
    Set<Long> drawn = new HashSet<>();

    for (int i = 0; i < 1_000; i++) {
      drawn.add(schedule.drawLifetimeNanos());
    }

    assertThat(drawn).containsExactlyInAnyOrder(100L, 101L);
  }

  @Test
  void ignoresTheJitterOfALimitThatIsOff() {
    RetirementSchedule off = schedule(0, 100, Duration.ZERO, Duration.ofHours(1));

    assertThat(off.isOn()).isFalse();
    assertThat(off.drawRequests()).isEqualTo(RetirementSchedule.NEVER);
    assertThat(off.drawLifetimeNanos()).isEqualTo(RetirementSchedule.NEVER);
  }

  @Test
  void refusesANegativeBound() {
    assertThatThrownBy(() -> schedule(-1, 0, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RetirementSchedule schedule(
      long requests, long requestsJitter, Duration lifetime, Duration lifetimeJitter) {
    return new RetirementSchedule(
        requests, requestsJitter, lifetime, lifetimeJitter, new Random(1));
  }
}
