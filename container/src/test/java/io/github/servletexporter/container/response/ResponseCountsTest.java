package io.github.servletexporter.container.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResponseCountsTest {

  private static final String CONNECTOR = "http";
  private static final String FIRST = "first";
  private static final String SECOND = "second";

  private final ResponseCounts<String> counts = new ResponseCounts<>();

  @Test
  void handsOverTheIncreaseSinceTheLastTaking() {
    counts.response(CONNECTOR, 200);
    counts.response(CONNECTOR, 200);
    assertThat(counts.takeResponses(FIRST)).isEqualTo(Map.of(CONNECTOR, Map.of(200, 2L)));

    counts.response(CONNECTOR, 404);
    counts.response("https", 200);

    assertThat(counts.takeResponses(FIRST))
        .isEqualTo(Map.of(CONNECTOR, Map.of(200, 0L, 404, 1L), "https", Map.of(200, 1L)));
  }

  @Test
  void countsNumbersThatAreNoStatusTogether() {
    counts.response(CONNECTOR, -1);
    counts.response(CONNECTOR, 0);
    counts.response(CONNECTOR, 99);
    counts.response(CONNECTOR, 1_000);
    counts.response(CONNECTOR, 999);

    assertThat(counts.takeResponses(FIRST)).isEqualTo(Map.of(CONNECTOR, Map.of(0, 4L, 999, 1L)));
  }

  @Test
  void givesTheCountsToOneApplicationUntilItReleasesThem() {
    counts.response(CONNECTOR, 200);
    counts.violation("content_length_invalid");
    counts.takeResponses(FIRST);

    assertThat(counts.takeResponses(SECOND)).isEmpty();
    assertThat(counts.takeFramingViolations(SECOND)).isEmpty();
    counts.release(SECOND);
    assertThat(counts.takeResponses(SECOND)).isEmpty();

    counts.response(CONNECTOR, 200);
    counts.release(FIRST);

    assertThat(counts.takeResponses(SECOND)).isEqualTo(Map.of(CONNECTOR, Map.of(200, 1L)));
    assertThat(counts.takeFramingViolations(SECOND))
        .isEqualTo(Map.of("content_length_invalid", 1L));
    assertThat(counts.takeFramingViolations(FIRST)).isEmpty();
  }

  @Test
  void losesNothingWhileSeveralThreadsCount() throws InterruptedException {
    int threads = 4;
    int responses = 20_000;
    CountDownLatch counted = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      new Thread(
              () -> {
                for (int n = 0; n < responses; n++) {
                  counts.response(CONNECTOR, 200 + n % 2);
                }
                counted.countDown();
              })
          .start();
    }

    long taken = 0;
    while (counted.getCount() > 0) {
      taken += taken();
    }
    taken += taken();

    assertThat(taken).isEqualTo((long) threads * responses);
  }

  private long taken() {
    return counts.takeResponses(FIRST).values().stream()
        .flatMap(statuses -> statuses.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
