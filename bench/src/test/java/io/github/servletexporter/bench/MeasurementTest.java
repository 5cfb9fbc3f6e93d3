package io.github.servletexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final Measurement QUIET = new Measurement(60, 61, 1, 0);
  private static final Measurement DISTURBED = new Measurement(90, 900, .1, 8);

  @Test
  void isNotMovedByOneDisturbedIteration() {
    assertThat(Measurement.median(List.of(QUIET, DISTURBED, QUIET))).isEqualTo(QUIET);
  }

  @Test
  void liesBetweenTheMiddleTwoOfAnEvenNumberOfIterations() {
    Measurement median = Measurement.median(List.of(DISTURBED, QUIET, QUIET, DISTURBED));

    assertThat(median.nanos()).isEqualTo(75);
  }
}
