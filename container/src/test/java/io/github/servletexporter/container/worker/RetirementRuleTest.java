package io.github.servletexporter.container.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetirementRuleTest {

  @Test
  void drawsTheLimitAndAtMostTheWholeJitter() {
    RetirementRule rule = new RetirementRule(1_000, 100, 60, 10);

    assertThat(rule.drawRequests(bound -> 0)).isEqualTo(1_000);
    assertThat(rule.drawRequests(bound -> bound - 1)).isEqualTo(1_100);
    assertThat(rule.drawLifetimeNanos(bound -> 0)).isEqualTo(TimeUnit.SECONDS.toNanos(60));
    assertThat(rule.drawLifetimeNanos(bound -> bound - 1)).isEqualTo(TimeUnit.SECONDS.toNanos(70));
  }

  @Test
  void drawsNoLimitFromZeroDespiteAJitter() {
    RetirementRule rule = new RetirementRule(0, 100, 0, 10);

    assertThat(rule.drawRequests(bound -> bound - 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(rule.drawLifetimeNanos(bound -> bound - 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void acceptsTheLargestNumbersWithoutOverflow() {
    long century = TimeUnit.DAYS.toSeconds(36_500);
    RetirementRule rule =
        new RetirementRule(Integer.MAX_VALUE, Integer.MAX_VALUE, century, century);

    assertThat(rule.drawRequests(bound -> bound - 1)).isEqualTo(2L * Integer.MAX_VALUE);
    assertThat(rule.drawLifetimeNanos(bound -> bound - 1))
        .isEqualTo(2 * TimeUnit.SECONDS.toNanos(century));
  }

  @Test
  void namesANumberThatIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetirementRule.NONE.withMaxRequests(-5))
        .withMessage("maxRequests: expected a whole number from 0 to 2147483647, but was -5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetirementRule.NONE.withMaxRequestsJitter(-1))
        .withMessageStartingWith("maxRequestsJitter: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetirementRule.NONE.withMaxLifetimeSeconds(3_153_600_001L))
        .withMessage(
            "maxLifetimeSeconds: expected a whole number from 0 to 3153600000,"
                + " but was 3153600001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetirementRule.NONE.withMaxLifetimeJitterSeconds(-1))
        .withMessageStartingWith("maxLifetimeJitterSeconds: ");
  }
}
