package io.github.servletexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final Measurement QUIET = new Measurement(60, 61, 1, 0);
  private static final Measurement DISTURBED = new Measurement(50, 900, .1, 8);

  @Test
  void leavesTheMoreDisturbedHalfOfTheIterationsOut() {
    List<Measurement> iterations = List.of(QUIET, DISTURBED, QUIET, DISTURBED);

    assertThat(Measurement.ofQuieterHalf(iterations)).isEqualTo(QUIET);
  }

  @Test
  void isNotMovedByOneIterationThatWasSlow() {
    Measurement slow = new Measurement(600, 610, 1, 0);

    assertThat(Measurement.ofQuieterHalf(List.of(slow, QUIET, QUIET, DISTURBED, DISTURBED)))
        .isEqualTo(QUIET);
  }

  @Test
  void liesBetweenTheMiddleTwoOfAnEvenNumberOfIterations() {
    Measurement other = new Measurement(70, 71, 1, 0);

    Measurement summary = Measurement.ofQuieterHalf(List.of(QUIET, other, DISTURBED, DISTURBED));

    assertThat(summary.nanos()).isEqualTo(65);
  }
}
