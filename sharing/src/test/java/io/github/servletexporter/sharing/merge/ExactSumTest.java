package io.github.servletexporter.sharing.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

  @Test
  void keepsWhatAnAdditionWouldLose() {
    assertThat(sum(List.of(1e100, 1.0, -1e100)).value(ExactSum.Rounding.NEAREST)).isEqualTo(1.0);
    assertThat(sum(Collections.nCopies(10, 0.1)).value(ExactSum.Rounding.NEAREST)).isEqualTo(1.0);
  }

  @Test
  void roundsTheExactSumOnceInEveryOrder() {
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      List<Double> values = values(random);
      BigDecimal exact = values.stream().map(BigDecimal::new).reduce(BigDecimal::add).orElseThrow();
      Collections.shuffle(values, random);

      ExactSum sum = sum(values);

      assertThat(sum.value(ExactSum.Rounding.NEAREST))
          .as("%s", values)
          .isEqualTo(exact.doubleValue());
      assertThat(new BigDecimal(sum.value(ExactSum.Rounding.UP))).isGreaterThanOrEqualTo(exact);
      assertThat(Math.nextDown(sum.value(ExactSum.Rounding.UP)))
          .satisfies(below -> assertThat(new BigDecimal(below)).isLessThan(exact));
    }
  }

  @Test
  void roundsUpNothingThatIsExact() {
    assertThat(sum(List.of(3.0, 4.0)).value(ExactSum.Rounding.UP)).isEqualTo(7.0);
    assertThat(sum(List.of()).value(ExactSum.Rounding.UP)).isZero();
  }

  @Test
  void decidesHalfABitByWhatIsBelowIt() {
    double half = Math.ulp(1.0) / 2;

    assertThat(sum(List.of(1.0, half)).value(ExactSum.Rounding.NEAREST)).isEqualTo(1.0);
    assertThat(sum(List.of(1.0, half, Double.MIN_VALUE)).value(ExactSum.Rounding.NEAREST))
        .isEqualTo(Math.nextUp(1.0));
    assertThat(
            sum(List.of(Math.nextUp(1.0), half, -Double.MIN_VALUE))
                .value(ExactSum.Rounding.NEAREST))
        .isEqualTo(Math.nextUp(1.0));
  }

  @Test
  void saysOfWhatIsNoNumberWhatAnAdditionSays() {
    assertThat(sum(List.of(1.0, Double.POSITIVE_INFINITY, 2.0)).value(ExactSum.Rounding.UP))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(
            sum(List.of(Double.POSITIVE_INFINITY, -1.0, Double.NEGATIVE_INFINITY))
                .value(ExactSum.Rounding.UP))
        .isNaN();
    assertThat(sum(List.of(1.0, Double.NaN, 2.0)).value(ExactSum.Rounding.NEAREST)).isNaN();
    assertThat(sum(List.of(Double.MAX_VALUE, Double.MAX_VALUE)).value(ExactSum.Rounding.NEAREST))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sum(List.of(-0.0, -0.0)).value(ExactSum.Rounding.NEAREST)).isEqualTo(0.0);
  }

  private static ExactSum sum(List<Double> values) {
    ExactSum sum = new ExactSum();
    values.forEach(sum::add);
    return sum;
  }

  /** Of very different magnitudes, some of which cancel out. */
  private static List<Double> values(Random random) {
    List<Double> values = new ArrayList<>();
    int size = 1 + random.nextInt(40);
    while (values.size() < size) {
      double value = Math.scalb(random.nextDouble() - 0.2, random.nextInt(160) - 80);
      values.add(value);
      if (random.nextInt(6) == 0) {
        values.add(-value);
      }
    }
    return values;
  }
}
