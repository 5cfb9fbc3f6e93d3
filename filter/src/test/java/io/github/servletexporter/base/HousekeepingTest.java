package io.github.servletexporter.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.BackgroundThread.CloseLimits;
import io.github.servletexporter.base.Housekeeping.Background;
import io.github.servletexporter.base.Housekeeping.Task;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HousekeepingTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
  private final WebApp webApp = new WebApp("/app", new ClassLoader(null) {});
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Logger logger = Logger.getLogger(BackgroundThread.class.getName());
  private final Handler handler = new Records(records);
  private Housekeeping housekeeping = housekeeping();

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void end() {
    release.countDown();
    housekeeping.close();
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
  }

  @Test
  void runsATaskRepeatedlyOnADaemonThreadOfTheWebApplication() {
    housekeeping = started(task("look", MOMENT, this::count));

    await().untilAsserted(() -> assertThat(runs.get()).isGreaterThan(3));

    assertThat(threads).containsOnly(threads.get(0));
    Thread thread = threads.get(0);
    assertThat(thread.getName()).isEqualTo("servlet-exporter-housekeeping /app");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isSameAs(webApp.loader());
  }

  @Test
  void runsEachTaskADelayAfterItsLastEnd() {
    AtomicInteger others = new AtomicInteger();
    housekeeping =
        housekeeping(
            task(
                "look",
                SECOND,
                () -> {
                  count();
                  nanos.addAndGet(SECOND.toNanos());
                }),
            task("publish", SECOND.multipliedBy(30), others::incrementAndGet));

    housekeeping.runDue();
    assertThat(runs.get()).isZero();

    nanos.addAndGet(SECOND.toNanos());
    housekeeping.runDue();
    housekeeping.runDue();
    assertThat(runs.get()).isOne();

    nanos.addAndGet(SECOND.toNanos());
    housekeeping.runDue();
    assertThat(runs.get()).isEqualTo(2);
    assertThat(others.get()).isZero();

    nanos.addAndGet(SECOND.multipliedBy(30).toNanos());
    housekeeping.runDue();
    assertThat(runs.get()).isEqualTo(3);
    assertThat(others.get()).isOne();
  }

  @Test
  void runsATaskAgainThatThrows() {
    housekeeping =
        started(
            task(
                "look",
                MOMENT,
                () -> {
                  count();
                  throw new StackOverflowError();
                }),
            task("publish", MOMENT, runs::incrementAndGet));

    await().untilAsserted(() -> assertThat(threads).hasSizeGreaterThan(3));
    await().untilAsserted(() -> assertThat(runs.get()).isGreaterThan(6));

    assertThat(failures).hasSizeGreaterThan(2).containsOnly("look");
  }

  @Test
  void continuesIfAFailureCannotBeReported() {
    housekeeping =
        new Housekeeping(
            webApp,
            List.of(
                task(
                    "look",
                    MOMENT,
                    () -> {
                      count();
                      throw new IllegalStateException("bug");
                    })),
            (task, failure) -> {
              throw new OutOfMemoryError("Java heap space");
            },
            Ticker.system());
    housekeeping.start();

    await().untilAsserted(() -> assertThat(runs.get()).isGreaterThan(3));
  }

  @Test
  void continuesAfterATaskThatInterruptsItsOwnThread() {
    AtomicBoolean interrupted = new AtomicBoolean();
    housekeeping =
        started(
            task(
                "look",
                MOMENT,
                () -> {
                  interrupted.compareAndSet(false, Thread.currentThread().isInterrupted());
                  count();
                  Thread.currentThread().interrupt();
                }));

    await().untilAsserted(() -> assertThat(runs.get()).isGreaterThan(3));
    assertThat(interrupted).isFalse();
  }

  @Test
  void startsOneThread() {
    housekeeping = started(task("look", MOMENT, this::count));

    housekeeping.start();

    assertThat(ourThreads()).hasSize(1);
  }

  @Test
  void endsAtOnceIfATaskIsDueMuchLater() {
    housekeeping = started(task("look", Duration.ofDays(1), this::count));

    housekeeping.close();

    assertThat(ourThreads()).isEmpty();
    assertThat(runs.get()).isZero();
    assertThat(records).isEmpty();
  }

  @Test
  void interruptsATaskWhenClosed() {
    CountDownLatch interrupted = new CountDownLatch(1);
    housekeeping =
        started(
            task(
                "look",
                MOMENT,
                () -> {
                  count();
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                }));
    await().untilAsserted(() -> assertThat(runs.get()).isOne());

    housekeeping.close();

    assertThat(interrupted.getCount()).isZero();
    assertThat(ourThreads()).isEmpty();
  }

  @Test
  void namesTheTaskWhoseThreadIsLeftBehind() {
    housekeeping =
        new Housekeeping(
            List.of(task("look", MOMENT, this::hang), task("publish", MOMENT, () -> {})),
            (task, failure) -> failures.add(task),
            Ticker.system(),
            background(Housekeeping.factory(webApp), MOMENT));
    housekeeping.start();
    await().untilAsserted(() -> assertThat(runs.get()).isOne());

    housekeeping.close();
    housekeeping.close();

    assertThat(records)
        .extracting(line -> MessageFormat.format(line.getMessage(), line.getParameters()))
        .containsExactly(
            "web app \"/app\": thread \"servlet-exporter-housekeeping /app\" is left behind while"
                + " running task look; the web application stays in memory until the thread ends");
  }

  @Test
  void canBeClosedByATask() {
    CountDownLatch known = new CountDownLatch(1);
    housekeeping =
        started(
            task(
                "look",
                MOMENT,
                () -> {
                  Latches.await(known);
                  count();
                  housekeeping.close();
                }));
    known.countDown();

    await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
    assertThat(records).isEmpty();
    assertThat(runs.get()).isOne();
  }

  @Test
  void startsNothingAfterTheEnd() {
    housekeeping = housekeeping(task("look", MOMENT, this::count));
    housekeeping.close();

    housekeeping.start();
    nanos.addAndGet(SECOND.toNanos());
    housekeeping.runUnlessThreaded();

    assertThat(ourThreads()).isEmpty();
    assertThat(runs.get()).isZero();
  }

  @Test
  void runsDueTasksOnAScrapeWhileThereIsNoThread() {
    AtomicBoolean exhausted = new AtomicBoolean(true);
    housekeeping =
        new Housekeeping(
            List.of(task("look", SECOND, this::count)),
            (task, failure) -> failures.add(task + ": " + failure.getMessage()),
            nanos::get,
            background(threads(exhausted), Duration.ofSeconds(30)));

    housekeeping.start();
    assertThat(failures).containsExactly("start: unable to create native thread");
    housekeeping.runUnlessThreaded();
    assertThat(runs.get()).isZero();

    nanos.addAndGet(SECOND.toNanos());
    housekeeping.runUnlessThreaded();
    assertThat(runs.get()).isOne();
    assertThat(threads).containsExactly(Thread.currentThread());

    exhausted.set(false);
    nanos.addAndGet(SECOND.toNanos());
    housekeeping.runUnlessThreaded();
    await().untilAsserted(() -> assertThat(runs.get()).isEqualTo(2));
    assertThat(threads.get(1)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void runsNothingOnAScrapeWhileThereIsAThread() {
    housekeeping = started(task("look", MOMENT, this::hang));
    await().untilAsserted(() -> assertThat(runs.get()).isOne());

    housekeeping.runUnlessThreaded();
    housekeeping.runDue();

    assertThat(runs.get()).isOne();
  }

  @Test
  void refusesADelayOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> task("look", Duration.ZERO, () -> {}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task("look", Duration.ofDays(2), () -> {}));
  }

  private Background background(ThreadFactory threads, Duration abort) {
    return new Background(webApp, threads, new CloseLimits(Duration.ZERO, abort));
  }

  private Housekeeping housekeeping(Task... tasks) {
    return new Housekeeping(
        webApp, List.of(tasks), (task, failure) -> failures.add(task), nanos::get);
  }

  private Housekeeping started(Task... tasks) {
    Housekeeping started =
        new Housekeeping(
            webApp, List.of(tasks), (task, failure) -> failures.add(task), Ticker.system());
    started.start();
    return started;
  }

  private static Task task(String name, Duration delay, Runnable action) {
    return new Task(name, delay, action);
  }

  private void count() {
    threads.add(Thread.currentThread());
    runs.incrementAndGet();
  }

  private void hang() {
    count();
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException eaten) {
        // Like a task that ignores interrupts.
      }
    }
  }

  /** Returns a factory whose threads fail to start as they do if the system has no more threads. */
  private static ThreadFactory threads(AtomicBoolean exhausted) {
    return task ->
        new Thread(task, "servlet-exporter-housekeeping later") {
          @Override
          public void start() {
            if (exhausted.get()) {
              throw new OutOfMemoryError("unable to create native thread");
            }
            super.start();
          }
        };
  }

  private static List<Thread> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("servlet-exporter-housekeeping"))
        .toList();
  }

  /** Handler that keeps the records of a logger. */
  private static final class Records extends Handler {

    private final List<LogRecord> records;

    Records(List<LogRecord> records) {
      this.records = records;
    }

    @Override
    public void publish(LogRecord line) {
      records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
