package io.github.servletexporter.bench.recycling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {

  /** Also goes through recycling itself: a worker ends after 20 requests. */
  @ParameterizedTest
  @EnumSource
  void measuresBothPoolsOfEveryContainer(MeasuredContainer container) throws Exception {
    Comparison comparison = Comparison.of(container, new RecyclingPlan(2, 2, 20, 1, 2, 50));

    assertThat(comparison.toString()).contains(container.label());
    assertThat(comparison.processors()).isPositive();
  }

  @Test
  void allowsRecyclingFivePercentAndNoMore() {
    assertThat(comparison(95).isMet()).isTrue();
    assertThat(comparison(94).isMet()).isFalse();
  }

  @Test
  void judgesThePairsInWhichTheMachineWasQuiet() {
    Pair quiet = pair(100, 2_000_000_000L);
    Pair busy = pair(10, 1_000_000_000L);

    Comparison comparison =
        new Comparison(MeasuredContainer.JETTY, List.of(busy, quiet, busy, quiet));

    assertThat(comparison.isMet()).isTrue();
    assertThat(comparison.processors()).isEqualTo(2);
  }

  private static Comparison comparison(long requests) {
    return new Comparison(
        MeasuredContainer.JETTY, Collections.nCopies(4, pair(requests, 2_000_000_000L)));
  }

  /** Returns a pair with 100 requests in a second on the plain pool. */
  private static Pair pair(long requests, long cpuNanos) {
    return new Pair(
        new LoadSample(100, 1_000_000_000L, cpuNanos),
        new LoadSample(requests, 1_000_000_000L, cpuNanos));
  }
}
