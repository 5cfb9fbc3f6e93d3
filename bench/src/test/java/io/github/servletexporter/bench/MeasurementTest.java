package io.github.servletexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void isNotMovedByOneSlowIteration() {
    Measurement measurement =
        Measurement.of(List.of(60.0, 62.0, 61.0, 900.0, 60.0), List.of(0.0, 0.0, 0.0, 8.0, 0.0));

    assertThat(measurement.nanosPerRequest()).isEqualTo(61.0);
    assertThat(measurement.bytesPerRequest()).isZero();
  }

  @Test
  void tellsHowFarTheQuartilesLieApart() {
    Measurement measurement = Measurement.of(List.of(90.0, 100.0, 110.0), List.of(0.0));

    assertThat(measurement.spread()).isEqualTo(0.1, within(1e-9));
  }
}
