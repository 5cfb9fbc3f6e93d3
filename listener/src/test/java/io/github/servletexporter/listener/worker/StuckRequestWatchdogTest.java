package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.RecordedLog;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.TimeoutAction;
import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.worker.WatchdogSettings.Kind;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StuckRequestWatchdogTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final WebApp WEB_APP =
      new WebApp("/app", StuckRequestWatchdogTest.class.getClassLoader());

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
  private final List<RunningRequest> running = new CopyOnWriteArrayList<>();
  private final List<RunningRequest> recycled = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Notifications told = new Notifications();
  private final RecordedLog log = RecordedLog.of(StuckRequestWatchdog.class);
  private final Workers workers = new Workers();

  @AfterEach
  void end() {
    workers.close();
    log.close();
  }

  @Test
  void ignoresARequestWithinTheTimeout() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    run("a", workers.waiting("http-exec-1"));

    pass(TIMEOUT);
    watchdog.check();

    assertThat(told.found).isEmpty();
    assertThat(log.records()).isEmpty();
    assertThat(watchdog.stuckByPool()).isEmpty();
  }

  @Test
  void reportsAStuckRequestOnceWithItsStack() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusMillis(1200));

    watchdog.check();
    pass(Duration.ofSeconds(1));
    watchdog.check();

    assertThat(told.found).hasSize(1);
    TimedOutRequest found = told.found.get(0);
    assertThat(found.pool()).isEqualTo("http");
    assertThat(found.threadName()).isEqualTo("http-exec-1");
    assertThat(found.method()).isEqualTo("GET");
    assertThat(found.route()).isEqualTo("/app/slow");
    assertThat(found.age()).isEqualTo(TIMEOUT.plusMillis(1200));
    assertThat(found.stack()).anyMatch(frame -> frame.getMethodName().equals("neverReturns"));
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith(
            "web app \"/app\": GET /app/slow has run for 31.2 s on thread \"http-exec-1\" and exceeds"
                + " worker-timeout (30.0 s)\n\tat ")
        .contains(Workers.class.getName() + ".neverReturns(Workers.java:");
    assertThat(log.records().get(0).getLevel()).isEqualTo(Level.WARNING);
    assertThat(failures).isEmpty();
  }

  @Test
  void reportsTheEndOfAStuckRequestOnce() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    RunningRequest request = run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();

    running.remove(request);
    pass(Duration.ofSeconds(14));
    watchdog.check();
    watchdog.check();

    assertThat(told.recovered).containsExactly(told.found.get(0));
    assertThat(told.totals).containsExactly(TIMEOUT.plusSeconds(15));
    assertThat(log.lines())
        .hasSize(2)
        .last()
        .isEqualTo(
            "web app \"/app\": stuck request GET /app/slow on thread \"http-exec-1\" has ended after"
                + " 45.0 s");
    assertThat(log.records().get(1).getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void distinguishesTheNextRequestOnAThreadFromThePreviousOne() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Thread thread = workers.waiting("http-exec-1");
    RunningRequest before = run("a", thread);
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();

    running.remove(before);
    run("b", thread);
    watchdog.check();

    assertThat(watchdog.isStuck(thread)).isFalse();
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();

    assertThat(watchdog.isStuck(thread)).isTrue();
    assertThat(told.found).hasSize(2);
    assertThat(told.recovered).hasSize(1);
  }

  @Test
  void reportsAnAsynchronousRequestOnNoThread() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.INTERRUPT);
    run("a", null);
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(told.found).singleElement().extracting(TimedOutRequest::threadName).isNull();
    assertThat(told.interrupted).isEmpty();
    assertThat(log.lines())
        .containsExactly(
            "web app \"/app\": GET /app/slow has run for 31.0 s asynchronously, on no thread, and"
                + " exceeds worker-timeout (30.0 s)");
    assertThat(watchdog.stuckWithoutThread()).isOne();
    assertThat(watchdog.stuckByPool()).isEmpty();
    assertThat(failures).isEmpty();
  }

  @Test
  void followsAStuckRequestThatLeavesItsThread() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Thread thread = workers.waiting("http-exec-1");
    RunningRequest request = run("a", thread);
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();

    running.set(0, new RunningRequest("a", "http", null, "GET", "/app/slow", request.startNanos()));
    watchdog.check();

    assertThat(told.found).hasSize(1);
    assertThat(told.recovered).isEmpty();
    assertThat(watchdog.isStuck(thread)).isFalse();
    assertThat(watchdog.stuckWithoutThread()).isOne();
  }

  @Test
  void countsStuckWorkersByPool() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Thread stuck = workers.waiting("http-exec-1");
    Thread young = workers.waiting("http-exec-2");
    RunningRequest request = run("a", stuck);
    run("b", workers.waiting("http-exec-3"));
    pass(TIMEOUT.plusSeconds(1));
    run("c", young);

    watchdog.check();

    assertThat(watchdog.stuckByPool()).containsOnlyKeys("http").containsEntry("http", 2);
    assertThat(watchdog.isStuck(stuck)).isTrue();
    assertThat(watchdog.isStuck(young)).isFalse();

    running.remove(request);
    watchdog.check();

    assertThat(watchdog.stuckByPool()).containsEntry("http", 1);
    assertThat(watchdog.isStuck(stuck)).isFalse();
  }

  @Test
  void interruptsAStuckThreadOnce() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.INTERRUPT);
    run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();
    await().untilAsserted(() -> assertThat(workers.interrupts.get()).isOne());
    pass(Duration.ofSeconds(1));
    watchdog.check();

    assertThat(told.interrupted).isEqualTo(told.found).hasSize(1);
    assertThat(log.lines()).singleElement().asString().contains("; the thread is interrupted\n");
  }

  @Test
  void continuesWithWorkersThatIgnoreInterrupts() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.INTERRUPT);
    Thread eater = workers.waiting("http-exec-1");
    run("a", eater);
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();
    await().untilAsserted(() -> assertThat(workers.interrupts.get()).isOne());

    run("b", workers.waiting("http-exec-2"));
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();

    await().untilAsserted(() -> assertThat(workers.interrupts.get()).isEqualTo(2));
    assertThat(told.interrupted).hasSize(2);
    assertThat(watchdog.isStuck(eater)).isTrue();
    assertThat(watchdog.stuckByPool()).containsEntry("http", 2);
  }

  @Test
  void doesNotInterruptAThreadWhoseRequestHasEnded() {
    Thread thread = workers.waiting("http-exec-1");
    RunningRequest ended = request("a", thread);
    RunningRequest next = request("b", thread);
    AtomicInteger looks = new AtomicInteger();
    RunningRequests seen =
        new SecondLook(
            () -> looks.getAndIncrement() == 0 ? List.of(ended) : List.of(next), recycled::add);
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.INTERRUPT, seen);
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(looks.get()).isEqualTo(2);
    assertThat(told.found).hasSize(1);
    assertThat(told.interrupted).isEmpty();
    assertThat(log.lines()).singleElement().asString().contains("; the thread is not interrupted");
  }

  @Test
  void replacesAStuckThreadOnce() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.RECYCLE);
    RunningRequest request = run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();
    watchdog.check();

    assertThat(recycled).containsExactly(request);
    assertThat(told.replaced).isEqualTo(told.found).hasSize(1);
    assertThat(log.lines()).singleElement().asString().contains("; the pool replaces the thread\n");
    assertThat(workers.interrupts.get()).isZero();
  }

  @Test
  void logsThatAPoolCannotReplaceAThread() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.RECYCLE, workers(stuck -> false));
    run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(told.replaced).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("; the pool cannot replace the thread\n");
  }

  @Test
  void leavesThreadsAloneWithTheActionLog() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(recycled).isEmpty();
    assertThat(workers.interrupts.get()).isZero();
    assertThat(told.interrupted).isEmpty();
    assertThat(told.replaced).isEmpty();
  }

  @Test
  void escapesTextInLogLines() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Thread thread = workers.waiting("exec\n2026-11-01 SEVERE \u001b[31m\u2028\u202e\"");
    running.add(
        new RunningRequest(
            "a", "http", thread, "GET\r\n", "/a\n\tat evil" + "x".repeat(1000), nanos.get()));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    String line = log.lines().get(0);
    String first = line.substring(0, line.indexOf("\n\tat "));
    assertThat(first)
        .doesNotContain("\n", "\r", "\u001b", "\u2028", "\u202e")
        .contains("GET\\u000d\\u000a /a\\u000a\\u0009at evilxxx")
        .contains("thread \"exec\\u000a2026-11-01 SEVERE \\u001b[31m\\u2028\\u202e\\u0022\"")
        .hasSizeLessThan(1000);
  }

  @Test
  void takesFewStacksOfManyStuckRequestsAndSummarizesTheRest() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Thread thread = workers.waiting("http-exec-1");
    for (int i = 0; i < 200; i++) {
      run(i, thread);
    }
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(told.found).hasSize(200);
    assertThat(told.found).filteredOn(found -> !found.stack().isEmpty()).hasSize(10);
    assertThat(log.lines())
        .hasSize(11)
        .last()
        .isEqualTo(
            "web app \"/app\": 190 more requests exceed worker-timeout (30.0 s), logged without a"
                + " stack: 190 x GET /app/slow");

    running.clear();
    watchdog.check();

    assertThat(told.recovered).hasSize(200);
    assertThat(log.lines())
        .hasSize(22)
        .last()
        .isEqualTo("web app \"/app\": 190 more stuck requests have ended: 190 x GET /app/slow");
  }

  @Test
  void takesStacksAgainInTheNextMinute() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Thread thread = workers.waiting("http-exec-1");
    for (int i = 0; i < StackSampler.STACKS_PER_MINUTE; i++) {
      run(i, thread);
    }
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();
    run("next", thread);

    pass(Duration.ofMinutes(1));
    watchdog.check();

    assertThat(told.found)
        .hasSize(StackSampler.STACKS_PER_MINUTE + 1)
        .allSatisfy(found -> assertThat(found.stack()).isNotEmpty());
  }

  @Test
  void summarizesAtMostOnceAMinuteAndLosesNothing() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    for (int i = 0; i < 30; i++) {
      run(i, null);
      pass(Duration.ofSeconds(1));
    }
    pass(TIMEOUT);
    for (int i = 0; i < 30; i++) {
      for (int route = 0; route < 2; route++) {
        running.add(
            new RunningRequest(
                List.of(i, route), "http", null, "GET", "/" + i, nanos.get() - toNanos(60)));
      }
      watchdog.check();
      pass(Duration.ofSeconds(1));
    }
    pass(Duration.ofMinutes(1));
    watchdog.check();

    List<String> sums = log.lines().stream().filter(line -> line.contains(" more ")).toList();
    assertThat(told.found).hasSize(90);
    assertThat(log.lines()).hasSize(12);
    assertThat(sums.get(0)).contains(": 22 more requests");
    assertThat(sums.get(1)).contains(": 58 more requests").contains("2 x GET /1,");
    assertThat(sums.get(1)).endsWith(", 38 x others");
  }

  @Test
  void boundsTheStack() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    run("a", workers.deep("http-exec-1", 500));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(told.found.get(0).stack()).hasSize(StackSampler.MAX_FRAMES);
    assertThat(log.lines().get(0)).endsWith("\n\t...");
  }

  @Test
  void continuesWithoutAStackThatCannotBeRead() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Thread closed =
        new Thread("http-exec-1") {
          @Override
          public StackTraceElement[] getStackTrace() {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    run("a", closed);
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(told.found).hasSize(1);
    assertThat(log.lines()).singleElement().asString().endsWith("exceeds worker-timeout (30.0 s)");
  }

  @Test
  void continuesIfTheLoggerThrows() {
    log.onRecord(
        record -> {
          throw new IllegalStateException("the appender's bug");
        });
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.RECYCLE);
    run("a", workers.waiting("http-exec-1"));
    run("b", workers.waiting("http-exec-2"));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();
    watchdog.check();

    assertThat(log.records()).hasSize(2);
    assertThat(told.found).hasSize(2);
    assertThat(recycled).hasSize(2);
    assertThat(failures).hasSize(2);
  }

  @Test
  void continuesIfTheLoggerCallsInstrumentedCode() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    List<Boolean> seen = new ArrayList<>();
    Thread thread = workers.waiting("http-exec-1");
    log.onRecord(
        record -> {
          run("of the logger", workers.waiting("http-exec-2"));
          watchdog.check();
          seen.add(watchdog.isStuck(thread));
        });
    run("a", thread);
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(seen).containsExactly(true);
    assertThat(told.found).hasSize(1);
    assertThat(failures).isEmpty();
  }

  @Test
  void runsOneCheckAtATime() {
    AtomicInteger looks = new AtomicInteger();
    List<StuckRequestWatchdog> itself = new ArrayList<>();
    StuckRequestWatchdog watchdog =
        watchdog(
            TimeoutAction.LOG,
            new SecondLook(
                () -> {
                  looks.incrementAndGet();
                  itself.forEach(StuckRequestWatchdog::check);
                  return running;
                },
                recycled::add));
    itself.add(watchdog);

    watchdog.check();
    watchdog.check();

    assertThat(looks.get()).isEqualTo(2);
    assertThat(failures).isEmpty();
  }

  /** A lock that is held while a line is logged would block the other thread forever. */
  @Test
  void holdsNoLockWhileItLogs() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Thread thread = workers.waiting("http-exec-1");
    CountDownLatch seen = new CountDownLatch(1);
    log.onRecord(
        record -> {
          workers.start(
              "scrape",
              () -> {
                watchdog.check();
                watchdog.isStuck(thread);
                watchdog.stuckByPool();
                watchdog.stuckWithoutThread();
                watchdog.close();
                seen.countDown();
              });
          Workers.await(seen);
        });
    run("a", thread);
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(seen.getCount()).isZero();
    assertThat(log.records()).hasSize(1);
  }

  @Test
  void continuesIfEverythingThatItCallsThrows() {
    StuckRequestListener broken =
        new StuckRequestListener() {
          @Override
          public void stuckFound(TimedOutRequest request) {
            throw new StackOverflowError();
          }

          @Override
          public void recovered(TimedOutRequest request, Duration total) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    StuckRequestWatchdog watchdog =
        new StuckRequestWatchdog(
            settings(TimeoutAction.RECYCLE),
            workers(
                stuck -> {
                  throw new IllegalStateException("no such pool");
                }),
            broken,
            failure -> {
              failures.add(failure);
              throw new IllegalStateException(failure);
            });
    RunningRequest request = run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();
    running.remove(request);
    watchdog.check();

    assertThat(failures).hasSize(3);
    assertThat(log.lines()).hasSize(2);
  }

  @Test
  void checksAgainAfterAFailedCheck() {
    List<RuntimeException> problems = new ArrayList<>(List.of(new IllegalStateException("bug")));
    StuckRequestWatchdog watchdog =
        watchdog(
            TimeoutAction.LOG,
            new SecondLook(
                () -> {
                  if (!problems.isEmpty()) {
                    throw problems.remove(0);
                  }
                  return running;
                },
                recycled::add));
    run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();
    assertThat(failures).hasSize(1);
    watchdog.check();
    problems.add(new IllegalStateException("again"));
    watchdog.check();
    watchdog.check();

    assertThat(told.found).hasSize(1);
    assertThat(told.recovered).isEmpty();
    assertThat(failures).hasSize(2);
  }

  @Test
  void continuesWithoutMemory() {
    AtomicInteger looks = new AtomicInteger();
    StuckRequestWatchdog watchdog =
        watchdog(
            TimeoutAction.LOG,
            new SecondLook(
                () -> {
                  if (looks.getAndIncrement() == 0) {
                    throw new OutOfMemoryError("Java heap space");
                  }
                  return running;
                },
                recycled::add));
    run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();
    watchdog.check();

    assertThat(failures).singleElement().isInstanceOf(OutOfMemoryError.class);
    assertThat(told.found).hasSize(1);
  }

  @Test
  void keepsNoReferenceToAnEndedRequest() throws InterruptedException {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Object key = new Object();
    Thread thread = new Thread("http-exec-1");
    thread.start();
    thread.join();
    run(key, thread);
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();
    WeakReference<Object> rememberedKey = new WeakReference<>(key);
    WeakReference<Thread> rememberedThread = new WeakReference<>(thread);

    running.clear();
    watchdog.check();
    key = null;
    thread = null;

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(rememberedKey.get()).isNull();
              assertThat(rememberedThread.get()).isNull();
            });
    assertThat(told.recovered).hasSize(1);
  }

  @Test
  void forgetsAllRequestsWhenClosed() {
    StuckRequestWatchdog watchdog = watchdog(TimeoutAction.LOG);
    Thread thread = workers.waiting("http-exec-1");
    run("a", thread);
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();

    watchdog.close();
    run("b", workers.waiting("http-exec-2"));
    pass(TIMEOUT.plusSeconds(1));
    watchdog.check();

    assertThat(watchdog.isStuck(thread)).isFalse();
    assertThat(watchdog.stuckByPool()).isEmpty();
    assertThat(told.found).hasSize(1);
  }

  @Test
  void forgetsAllRequestsWhenClosedDuringACheck() {
    List<StuckRequestWatchdog> itself = new ArrayList<>();
    StuckRequestWatchdog watchdog =
        watchdog(
            TimeoutAction.LOG,
            new SecondLook(
                () -> {
                  itself.forEach(StuckRequestWatchdog::close);
                  return running;
                },
                recycled::add));
    itself.add(watchdog);
    run("a", workers.waiting("http-exec-1"));
    pass(TIMEOUT.plusSeconds(1));

    watchdog.check();

    assertThat(watchdog.stuckByPool()).isEmpty();
    assertThat(told.found).isEmpty();
  }

  @Test
  void acceptsATimeoutThatNoClockReaches() {
    StuckRequestWatchdog watchdog =
        new StuckRequestWatchdog(
            new WatchdogSettings(
                WEB_APP, Kind.STUCK, Duration.ofDays(365_000), TimeoutAction.LOG, nanos::get),
            workers(recycled::add),
            told,
            failures::add);
    run("a", null);
    pass(Duration.ofDays(365));

    watchdog.check();

    assertThat(told.found).isEmpty();
    assertThat(failures).isEmpty();
  }

  @Test
  void namesTheKeyOfSlowRequestsAndLogsTheirStacksAsInformation() {
    Config config = Config.builder().set(ConfigKey.SLOW_REQUEST, Duration.ofSeconds(5)).build();
    StuckRequestWatchdog watchdog =
        new StuckRequestWatchdog(
            WatchdogSettings.ofSlow(WEB_APP, config, nanos::get),
            new RequestsOnThreads(workers(recycled::add)),
            told,
            failures::add);
    run("a", workers.waiting("http-exec-1"));
    run("async", null);
    pass(Duration.ofSeconds(6));
    watchdog.check();
    running.clear();
    watchdog.check();

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0))
        .contains("GET /app/slow has run for 6.0 s on thread \"http-exec-1\"")
        .contains(" and exceeds slow-request (5.0 s)\n\tat ");
    assertThat(log.lines().get(1))
        .contains("slow request GET /app/slow on thread \"http-exec-1\" has ended after 6.0 s");
    assertThat(log.records()).allMatch(line -> line.getLevel() == Level.INFO);
  }

  @Test
  void findsNoSlowRequestsByDefault() {
    assertThat(WatchdogSettings.ofSlow(WEB_APP, Config.defaults(), nanos::get).timeout())
        .isGreaterThan(Duration.ofDays(1_000));
  }

  private StuckRequestWatchdog watchdog(TimeoutAction action) {
    return watchdog(action, workers(recycled::add));
  }

  private StuckRequestWatchdog watchdog(TimeoutAction action, RunningRequests seen) {
    return new StuckRequestWatchdog(settings(action), seen, told, failures::add);
  }

  private WatchdogSettings settings(TimeoutAction action) {
    return new WatchdogSettings(WEB_APP, Kind.STUCK, TIMEOUT, action, nanos::get);
  }

  private RunningRequests workers(Predicate<RunningRequest> recycler) {
    return new SecondLook(() -> running, recycler);
  }

  private RunningRequest run(Object key, Thread thread) {
    RunningRequest request = request(key, thread);
    running.add(request);
    return request;
  }

  private RunningRequest request(Object key, Thread thread) {
    return new RunningRequest(key, "http", thread, "GET", "/app/slow", nanos.get());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static long toNanos(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Listener that records its notifications. */
  private static final class Notifications implements StuckRequestListener {
    private final List<TimedOutRequest> found = new ArrayList<>();
    private final List<TimedOutRequest> interrupted = new ArrayList<>();
    private final List<TimedOutRequest> replaced = new ArrayList<>();
    private final List<TimedOutRequest> recovered = new ArrayList<>();
    private final List<Duration> totals = new ArrayList<>();

    @Override
    public void stuckFound(TimedOutRequest request) {
      found.add(request);
    }

    @Override
    public void interrupted(TimedOutRequest request) {
      interrupted.add(request);
    }

    @Override
    public void replaced(TimedOutRequest request) {
      replaced.add(request);
    }

    @Override
    public void recovered(TimedOutRequest request, Duration total) {
      recovered.add(request);
      totals.add(total);
    }
  }
}
