package io.github.servletexporter.listener.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.RecordedLog;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeapWatchTest {

  private static final WebApp WEB_APP = new WebApp("/shop", HeapWatchTest.class.getClassLoader());
  private static final Config CONFIG =
      Config.builder()
          .set(ConfigKey.HEAP_LIMIT, 90)
          .set(ConfigKey.HEAP_LIMIT_TIME, Duration.ofMinutes(5))
          .build();
  private static final double TOO_MUCH = 0.93;
  private static final double FINE = 0.6;

  private final FakeHeap heap = new FakeHeap();
  private final AtomicInteger exits = new AtomicInteger();
  private long nanos = 1;
  private final HeapWatch watch = new HeapWatch(WEB_APP, CONFIG, heap, () -> nanos, null);

  @Test
  void hasNoProblemBeforeACollectionAndBelowTheLimit() {
    checkAfter(Duration.ofHours(1));
    assertThat(watch.problem()).isEmpty();

    heap.collected(FINE);
    checkAfter(Duration.ofHours(1));

    assertThat(watch.problem()).isEmpty();
  }

  @Test
  void hasAProblemOnceTheHeapHasBeenAboveTheLimitForTheTime() {
    heap.collected(TOO_MUCH);
    checkAfter(Duration.ZERO);
    checkAfter(Duration.ofMinutes(4));
    assertThat(watch.problem()).isEmpty();

    heap.collected(0.9);
    checkAfter(Duration.ofMinutes(1));

    assertThat(watch.problem())
        .contains("garbage collections leave 90 % of the heap in use (heap-limit 90)");
  }

  @Test
  void startsAgainAfterACollectionThatFreesEnough() {
    heap.collected(TOO_MUCH);
    checkAfter(Duration.ZERO);
    heap.collected(FINE);
    checkAfter(Duration.ofMinutes(4));
    heap.collected(TOO_MUCH);
    checkAfter(Duration.ofMinutes(1));
    checkAfter(Duration.ofMinutes(4));

    assertThat(watch.problem()).isEmpty();
  }

  @Test
  void logsTheBeginningAndTheEndOnce() {
    try (RecordedLog log = RecordedLog.of(HeapWatch.class)) {
      becomeAProblem();
      checkAfter(Duration.ofSeconds(1));
      heap.collected(FINE);
      checkAfter(Duration.ofSeconds(1));
      checkAfter(Duration.ofSeconds(1));

      assertThat(watch.problem()).isEmpty();
      assertThat(log.lines())
          .containsExactly(
              "web app \"/shop\": garbage collections leave 93 % of the heap in use (heap-limit"
                  + " 90); the application is not ready until a garbage collection frees enough"
                  + " memory",
              "web app \"/shop\": garbage collections leave only 60 % of the heap in use again");
    }
  }

  @Test
  void requestsACollectionIfThereIsNoneForAMinuteWithoutRequests() {
    becomeAProblem();

    checkAfter(Duration.ofSeconds(59));
    assertThat(heap.requests).isZero();
    checkAfter(Duration.ofSeconds(1));
    assertThat(heap.requests).isOne();
    checkAfter(Duration.ofSeconds(59));
    assertThat(heap.requests).isOne();
    heap.collected(TOO_MUCH);
    checkAfter(Duration.ofSeconds(1));
    checkAfter(Duration.ofSeconds(59));

    assertThat(heap.requests).isOne();
  }

  @Test
  void exitsOnceIfConfigured() {
    HeapWatch exiting = new HeapWatch(WEB_APP, CONFIG, heap, () -> nanos, exits::incrementAndGet);
    heap.collected(TOO_MUCH);
    exiting.check();
    assertThat(exits).hasValue(0);

    for (int i = 0; i < 3; i++) {
      nanos += Duration.ofMinutes(5).toNanos();
      exiting.check();
    }

    assertThat(exits).hasValue(1);
    assertThat(exiting.problem()).isNotEmpty();
  }

  @Test
  void readsTheHeapOfThisJvm() {
    JvmHeap own = new JvmHeap();
    own.collect();

    assertThat(own.afterCollection())
        .hasValueSatisfying(state -> assertThat(state.ratio()).isStrictlyBetween(0.0, 1.0));
  }

  private void becomeAProblem() {
    heap.collected(TOO_MUCH);
    checkAfter(Duration.ZERO);
    heap.collected(TOO_MUCH);
    checkAfter(Duration.ofMinutes(5));
    assertThat(watch.problem()).isNotEmpty();
  }

  private void checkAfter(Duration pause) {
    nanos += pause.toNanos();
    watch.check();
  }

  private static final class FakeHeap implements CollectedHeap {
    private @Nullable State state;
    private int requests;

    private void collected(double ratio) {
      state = new State(ratio, state == null ? 1 : state.endMillis() + 1);
    }

    @Override
    public Optional<State> afterCollection() {
      return Optional.ofNullable(state);
    }

    @Override
    public void collect() {
      requests++;
    }
  }
}
