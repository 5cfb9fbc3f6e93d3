package io.github.servletexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestCostTest {
  private static final RequestCost QUIET = new RequestCost(60, 61, 1, 0);
  private static final RequestCost DISTURBED = new RequestCost(50, 900, .1, 8);

  @Test
  void leavesTheMoreDisturbedHalfOfTheIterationsOut() {
    List<RequestCost> iterations = List.of(QUIET, DISTURBED, QUIET, DISTURBED);

    assertThat(RequestCost.ofQuieterHalf(iterations)).isEqualTo(QUIET);
  }

  @Test
  void isNotMovedByOneIterationThatWasSlow() {
    RequestCost slow = new RequestCost(600, 610, 1, 0);

    assertThat(RequestCost.ofQuieterHalf(List.of(slow, QUIET, QUIET, DISTURBED, DISTURBED)))
        .isEqualTo(QUIET);
  }

  @Test
  void liesBetweenTheMiddleTwoOfAnEvenNumberOfIterations() {
    RequestCost other = new RequestCost(70, 71, 1, 0);

    RequestCost summary = RequestCost.ofQuieterHalf(List.of(QUIET, other, DISTURBED, DISTURBED));

    assertThat(summary.nanos()).isEqualTo(65);
  }
}
