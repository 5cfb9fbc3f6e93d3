package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.worker.RecycleReason;
import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import io.github.servletexporter.filter.worker.WorkerObserver.EndedWorker;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecyclerTest {

  private final Logger logger = Logger.getLogger(Recycler.class.getName());
  private final List<String> warnings = new ArrayList<>();
  private final Handler handler = new Collecting();
  private final TestPools pools = new TestPools();
  private final ToldEvents told = new ToldEvents();
  private final Recycler recycler = recycler(1000, Duration.ofSeconds(5));

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  @Test
  void lowersTheBudgetThatAPoolHasGivenToTheApplicationsLimit() {
    Assignment assignment = recycler.assign(thread("a"));

    assertThat(assignment.pool()).isEqualTo("a");
    assertThat(assignment.budget()).hasValue(1000);
    assertThat(assignment.lifetimeNanos()).isEqualTo(5_000_000_000L);
  }

  @Test
  void neverRaisesABudget() {
    pools.budget = 7;

    assertThat(recycler.assign(thread("a")).budget()).hasValue(7);
  }

  @Test
  void setsNoLimitsIfThePoolCannotEndWorkers() {
    pools.recycles = false;

    Assignment assignment = recycler.assign(thread("a"));

    assertThat(assignment.budget()).hasValue(Long.MAX_VALUE);
    assertThat(assignment.lifetimeNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(recycler.canRecycle("a")).isFalse();
  }

  @Test
  void warnsOncePerPoolThatCannotRecycleAndNamesTheRemedy() {
    pools.recycles = false;

    recycler.assign(thread("a"));
    recycler.assign(thread("a"));
    recycler.assign(thread("b"));

    assertThat(warnings)
        .hasSize(2)
        .allMatch(line -> line.contains("install something"))
        .anyMatch(line -> line.contains("pool \"a\" cannot recycle workers"));
  }

  @Test
  void doesNotWarnIfRecyclingIsOff() {
    pools.recycles = false;

    recycler(0, Duration.ZERO).assign(thread("a"));

    assertThat(warnings).isEmpty();
  }

  @Test
  void countsEndedWorkersByReasonAndReportsThem() {
    recycler.assign(thread("a"));
    EndedWorker ended = new EndedWorker("a", 0, "a-1", RecycleReason.MAX_REQUESTS, 1000, 1);

    recycler.ended(ended);

    assertThat(recycler.recycles().collect().getDataPoints())
        .hasSize(RecycleReason.values().length)
        .filteredOn(point -> point.getValue() == 1)
        .singleElement()
        .matches(point -> "max_requests".equals(point.getLabels().get("reason")));
    assertThat(told.ended)
        .containsExactly(
            Map.entry(
                new Worker("a", 0, "a-1", 1000, Duration.ofNanos(1)),
                WorkerExitReason.MAX_REQUESTS));
  }

  @Test
  void reportsEveryReasonForTheEndOfAWorker() {
    for (RecycleReason reason : RecycleReason.values()) {
      recycler.ended(new EndedWorker("a", 0, "a-1", reason, 1, 1));
    }

    assertThat(told.ended)
        .extracting(ended -> ended.getValue().label())
        .containsExactly(
            Arrays.stream(RecycleReason.values()).map(RecycleReason::label).toArray(String[]::new));
  }

  @Test
  void usesTheLowestLimit() {
    recycler.assign(thread("a"));
    assertThat(recycler.limit("a")).isEqualTo(1000);

    pools.ownLimits.put("a", 500L);
    assertThat(recycler.limit("a")).isEqualTo(500);

    pools.ownLimits.put("a", 5000L);
    assertThat(recycler.limit("a")).isEqualTo(1000);
  }

  @Test
  void hasNoLimitIfThePoolCannotRecycle() {
    pools.recycles = false;
    recycler.assign(thread("a"));

    assertThat(recycler.limit("a")).isZero();
  }

  private Recycler recycler(long maxRequests, Duration maxLifetime) {
    return new Recycler(
        new WebApp("/app", getClass().getClassLoader()),
        new RetirementSchedule(maxRequests, 0, maxLifetime, Duration.ZERO, new Random(1)),
        pools,
        told);
  }

  private static Thread thread(String pool) {
    return new Thread(() -> {}, pool + "-1");
  }

  private final class Collecting extends Handler {

    @Override
    public void publish(LogRecord line) {
      warnings.add(java.text.MessageFormat.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
