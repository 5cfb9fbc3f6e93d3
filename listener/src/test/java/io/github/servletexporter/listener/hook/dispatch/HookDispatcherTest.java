package io.github.servletexporter.listener.hook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.guard.RejectionListener;
import io.github.servletexporter.listener.RecordedLog;
import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Rejection;
import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HookDispatcherTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Worker WORKER = new Worker("http", 3, "http-exec-4", 7, Duration.ofHours(1));
  private static final Rejection REJECTION =
      new Rejection(Rejection.Kind.FRAMING, "duplicate_te", 400, "POST", "/app/*");
  private static final TimedOutRequest TIMED_OUT =
      new TimedOutRequest("http", "http-exec-4", "GET", "/app/slow", LIMIT, List.of());

  private final AtomicLong nanos = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final WebApp webApp = new WebApp("/app", new ClassLoader(null) {});
  private final CountDownLatch release = new CountDownLatch(1);
  private final RecordedLog log = RecordedLog.of(HookFailures.class);
  private final RecordedLog closeLog = RecordedLog.of(BackgroundThread.class);
  private final RecordingHook first = new RecordingHook();
  private final RecordingHook.Other second = new RecordingHook.Other();
  private HookDispatcher hooks = hooks(first, second);

  @AfterEach
  void end() {
    release.countDown();
    hooks.close();
    log.close();
    closeLog.close();
    await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
  }

  @Test
  void reportsAllEventsToAllHooksInOrder() {
    hooks.starting();
    hooks.ready();
    hooks.workerStarted(WORKER);
    hooks.workerTimeout(TIMED_OUT);
    hooks.workerExit(WORKER, WorkerExitReason.MAX_REQUESTS);
    hooks.requestRejected(REJECTION);
    hooks.close();

    assertThat(first.told())
        .containsExactly(
            "onStarting",
            "whenReady",
            "workerStarted [3]",
            "workerTimeout [/app/slow]",
            "workerExit [3, max_requests]",
            "requestRejected [framing, duplicate_te]",
            "onExit");
    assertThat(second.told()).isEqualTo(first.told());
    assertThat(failures).isEmpty();
  }

  @Test
  void reportsEveryKindOfRejection() {
    hooks.starting();
    for (RejectionListener.Kind kind : RejectionListener.Kind.values()) {
      hooks.rejected(kind, "rule", 400, "POST", "/app/*");
    }
    hooks.close();

    assertThat(first.told())
        .contains(
            "requestRejected [framing, rule]",
            "requestRejected [drain, rule]",
            "requestRejected [deadline, rule]")
        .hasSize(2 + RejectionListener.Kind.values().length);
  }

  @Test
  void waitsForTheHooksAtTheStart() {
    hooks.starting();

    assertThat(first.told()).containsExactly("onStarting");
    assertThat(second.told()).containsExactly("onStarting");
  }

  @Test
  void callsOnOneDaemonThreadOfTheWebApplication() {
    hooks.starting();
    hooks.workerStarted(WORKER);
    hooks.close();

    assertThat(first.threads()).containsOnly(second.threads().get(0));
    Thread thread = first.threads().get(0);
    assertThat(thread).isNotSameAs(Thread.currentThread());
    assertThat(thread.getName()).isEqualTo("servlet-exporter-hooks /app");
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void startsNoThreadWithoutHooks() {
    HookDispatcher none = hooks();

    none.starting();
    none.ready();
    none.check();

    assertThat(ourThreads()).isEmpty();
    none.close();
  }

  @Test
  void passesEachHookItsContext() {
    Queue<HookContext> contexts = new ConcurrentLinkedQueue<>();
    second.does((method, context) -> contexts.add(context));

    hooks.starting();

    HookContext context = contexts.remove();
    assertThat(context.contextPath()).isEqualTo("/app");
    assertThat(context.moduleVersion()).isEqualTo("1.2.3");
    assertThat(context.configuration()).containsExactly(Map.entry("max-requests", "1000"));
    assertThat(context.logger().getName()).isEqualTo(RecordingHook.Other.class.getName());
  }

  @Test
  void resetsTheClassLoaderAfterEachHook() {
    Queue<ClassLoader> loaders = new ConcurrentLinkedQueue<>();
    first.does(
        (method, context) ->
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader()));
    second.does((method, context) -> loaders.add(Thread.currentThread().getContextClassLoader()));

    hooks.starting();

    assertThat(loaders).containsExactly(webApp.loader());
  }

  @Test
  void continuesAfterAHookThatThrows() {
    first.does(
        (method, context) -> {
          throw new Exception("bug in " + method);
        });

    hooks.starting();
    hooks.ready();
    hooks.close();

    assertThat(second.told()).containsExactly("onStarting", "whenReady", "onExit");
    assertThat(first.told()).containsExactly("onStarting", "whenReady", "onExit");
    assertThat(failures).hasSize(3).containsOnly(RecordingHook.class.getName());
  }

  @Test
  void continuesAfterAHookThatThrowsAnError() {
    first.does(
        (method, context) -> {
          throw new LinkageError("no such class");
        });

    hooks.starting();

    assertThat(second.told()).containsExactly("onStarting");
    assertThat(failures).containsExactly(RecordingHook.class.getName());
  }

  @Test
  void continuesAfterAHookThatOverflowsTheStackInTheLogger() {
    try (RecordedLog ofHook = RecordedLog.of(RecordingHook.class)) {
      first.does(
          (method, context) -> {
            ofHook.onRecord(record -> context.logger().log(System.Logger.Level.ERROR, "again"));
            context.logger().log(System.Logger.Level.ERROR, "once");
          });

      hooks.starting();
    }

    assertThat(second.told()).containsExactly("onStarting");
    assertThat(failures).containsExactly(RecordingHook.class.getName());
    assertThat(log.records().get(0).getThrown()).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void logsAFailingHookOnceAMinute() {
    first.does(
        (method, context) -> {
          throw new Exception("bug in " + method);
        });

    hooks.starting();
    tellAndWait(3);
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    tellAndWait(1);

    assertThat(failures).hasSize(5);
    assertThat(log.lines())
        .containsExactly(
            "web app \"/app\": hook " + RecordingHook.class.getName() + " failed in onStarting",
            "web app \"/app\": hook "
                + RecordingHook.class.getName()
                + " failed in workerStarted; failures since the last message: 4");
    assertThat(log.records()).allMatch(record -> record.getLevel().equals(Level.WARNING));
  }

  @Test
  void continuesIfTheLoggerThrows() {
    log.onRecord(
        record -> {
          throw new IllegalStateException("the appender's bug");
        });
    first.does(
        (method, context) -> {
          throw new Exception("bug");
        });

    hooks.starting();

    assertThat(second.told()).containsExactly("onStarting");
  }

  @Test
  void endsTheRecursionOfALoggerThatCallsBack() {
    log.onRecord(record -> hooks.workerStarted(WORKER));
    first.does(
        (method, context) -> {
          context.logger().log(System.Logger.Level.DEBUG, "calls code that is instrumented");
          hooks.requestRejected(REJECTION);
          throw new Exception("bug");
        });

    hooks.starting();

    assertThat(log.records()).hasSize(1);
    await().untilAsserted(() -> assertThat(second.told()).contains("workerStarted [3]"));
  }

  @Test
  void continuesWithoutAHookThatHangsAtTheStart() throws InterruptedException {
    first.does((method, context) -> hang());

    hooks.starting();

    assertThat(second.told()).containsExactly("onStarting");
    assertThat(failures).containsExactly(RecordingHook.class.getName());
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("has not returned from onStarting within 5.0 s; the call is interrupted");
  }

  @Test
  void interruptsAHookThatHangs() {
    CountDownLatch interrupted = new CountDownLatch(1);
    first.does(
        (method, context) -> {
          nanos.addAndGet(LIMIT.toNanos() + 1);
          try {
            release.await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });

    hooks.starting();

    await().untilAsserted(() -> assertThat(interrupted.getCount()).isZero());
  }

  @Test
  void waitsForACallWithinItsLimit() {
    first.does(
        (method, context) -> {
          nanos.addAndGet(LIMIT.toNanos());
          hooks.check();
        });

    hooks.starting();

    assertThat(failures).isEmpty();
  }

  @Test
  void skipsAHookWhileItHangs() {
    first.does((method, context) -> hang());
    hooks.starting();
    first.does((method, context) -> {});

    tellAndWait(1);
    assertThat(first.told()).containsExactly("onStarting");
    assertThat(failures).hasSize(2);

    release.countDown();
    await().untilAsserted(() -> assertThat(ourThreads()).hasSize(1));
    tellAndWait(1);
    assertThat(first.told()).containsExactly("onStarting", "workerStarted [3]");
    assertThat(failures).hasSize(2);
  }

  @Test
  void continuesAfterAHookThatHangsInAnEvent() {
    hooks.starting();
    first.does((method, context) -> hang());

    hooks.ready();
    hooks.workerStarted(WORKER);

    await()
        .untilAsserted(
            () -> {
              hooks.check();
              assertThat(second.told())
                  .containsExactly("onStarting", "whenReady", "workerStarted [3]");
            });
    assertThat(first.told()).containsExactly("onStarting", "whenReady");
  }

  @Test
  void continuesAfterAHookWhoseFailureBlocksTheLogger() {
    log.onRecord(record -> hangUninterruptibly());
    first.does(
        (method, context) -> {
          nanos.addAndGet(LIMIT.toNanos() + 1);
          throw new Exception("bug");
        });

    hooks.starting();

    assertThat(second.told()).containsExactly("onStarting");
  }

  @Test
  void continuesAfterAHookThatInterruptsItsOwnThread() {
    first.does((method, context) -> Thread.currentThread().interrupt());

    hooks.starting();
    hooks.ready();
    hooks.close();

    assertThat(second.told()).containsExactly("onStarting", "whenReady", "onExit");
    assertThat(first.threads()).containsOnly(second.threads().get(0));
    assertThat(failures).isEmpty();
  }

  @Test
  void dropsAndCountsTheNewestEventsIfHooksAreSlow() {
    hooks.starting();
    CountDownLatch busy = block(first);
    hooks.ready();
    await().untilAsserted(() -> assertThat(busy.getCount()).isZero());

    int capacity = 2 * HookDispatcher.QUEUED_EVENTS;
    for (int i = 0; i < capacity; i++) {
      hooks.workerStarted(WORKER);
    }
    nanos.addAndGet(1); // the log is not behind
    hooks.check();
    release.countDown();

    // The second hook's whenReady takes one place.
    int told = capacity - 1;
    await()
        .untilAsserted(
            () -> assertThat(first.told().size() + second.told().size()).isEqualTo(4 + told));
    assertThat(failures).hasSize(capacity + 1);
    assertThat(log.lines())
        .anyMatch(line -> line.contains("is too slow or hangs; dropped events: 10"));
  }

  @Test
  void keepsHalfOfTheQueueFreeOfRejections() {
    hooks.starting();
    CountDownLatch busy = block(first);
    hooks.ready();
    await().untilAsserted(() -> assertThat(busy.getCount()).isZero());

    for (int i = 0; i < 10 * HookDispatcher.QUEUED_EVENTS; i++) {
      hooks.requestRejected(REJECTION);
    }
    int dropped = failures.size();
    hooks.workerTimeout(TIMED_OUT);
    release.countDown();

    assertThat(dropped).isPositive();
    await().untilAsserted(() -> assertThat(second.told()).contains("workerTimeout [/app/slow]"));
    assertThat(failures).hasSize(dropped);
  }

  @Test
  void reportsTheEndAfterAllOtherEvents() {
    hooks.starting();
    for (int i = 0; i < 100; i++) {
      hooks.workerExit(WORKER, WorkerExitReason.STOPPED);
    }

    hooks.close();

    assertThat(first.told()).hasSize(102).last().isEqualTo("onExit");
  }

  @Test
  void dropsQueuedEventsAfterTheLimitWhenClosed() throws InterruptedException {
    Queue<Thread> readers = new ConcurrentLinkedQueue<>();
    hooks =
        new HookDispatcher(
            List.of(first, second),
            settings(),
            failures::add,
            () -> {
              readers.add(Thread.currentThread());
              return nanos.get();
            });
    hooks.starting();
    CountDownLatch busy = block(first);
    block(second);
    for (int i = 0; i < 100; i++) {
      hooks.workerStarted(WORKER);
    }
    await().untilAsserted(() -> assertThat(busy.getCount()).isZero());

    Thread closer = new Thread(hooks::close);
    closer.start();
    await().untilAsserted(() -> assertThat(readers).contains(closer));
    nanos.addAndGet(LIMIT.toNanos() + 1);
    await().untilAsserted(() -> assertThat(failures).hasSizeGreaterThan(150));
    release.countDown();
    closer.join();

    assertThat(second.told()).hasSizeLessThan(10).last().isEqualTo("onExit");
  }

  @Test
  void reportsNothingAfterTheEnd() {
    hooks.starting();
    hooks.close();

    hooks.workerStarted(WORKER);
    hooks.check();
    hooks.close();

    assertThat(first.told()).containsExactly("onStarting", "onExit");
    assertThat(ourThreads()).isEmpty();
  }

  @Test
  void endsWithAHookThatHangsInItsExit() {
    hooks.starting();
    first.does(
        (method, context) -> {
          nanos.addAndGet(LIMIT.toNanos() + 1);
          release.await();
        });

    hooks.close();

    assertThat(second.told()).containsExactly("onStarting", "onExit");
    assertThat(ourThreads()).isEmpty();
    assertThat(failures).containsExactly(RecordingHook.class.getName());
    assertThat(closeLog.records()).isEmpty();
  }

  @Test
  void namesTheHookWhoseThreadIsLeftBehind() {
    hooks =
        new HookDispatcher(
            List.of(first, second), settings(Duration.ofMillis(20)), failures::add, nanos::get);
    hooks.starting();
    first.does(
        (method, context) -> {
          nanos.addAndGet(LIMIT.toNanos() + 1);
          hangUninterruptibly();
        });

    hooks.close();

    assertThat(second.told()).containsExactly("onStarting", "onExit");
    assertThat(closeLog.lines())
        .containsExactly(
            "web app \"/app\": thread \"servlet-exporter-hooks /app\" is left behind while calling"
                + " onExit of hook "
                + RecordingHook.class.getName()
                + "; the web application stays in memory until the thread ends");
  }

  @Test
  void doesNotWaitIfTheClosingThreadIsInterrupted() {
    hooks.starting();
    CountDownLatch busy = block(first);
    hooks.ready();
    await().untilAsserted(() -> assertThat(busy.getCount()).isZero());

    Thread.currentThread().interrupt();
    hooks.close();

    assertThat(Thread.interrupted()).isTrue();
    // The call in progress, a queued one, and the end of both hooks.
    await().untilAsserted(() -> assertThat(failures).hasSize(4));
  }

  @Test
  void startsAndEndsWithoutAThread() {
    hooks = dispatcher(noThreads());

    hooks.starting();
    hooks.ready();
    hooks.check();
    hooks.close();

    assertThat(first.told()).isEmpty();
    assertThat(failures).isNotEmpty();
    assertThat(log.lines())
        .anyMatch(line -> line.contains("cannot be called, because no thread can be started"));
    assertThat(log.records().get(0).getThrown()).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void reportsLaterIfNoThreadCouldBeStarted() {
    ThreadFactory none = noThreads();
    AtomicLong refusals = new AtomicLong(2);
    hooks =
        dispatcher(
            task ->
                refusals.getAndDecrement() > 0
                    ? none.newThread(task)
                    : new Thread(task, "servlet-exporter-hooks later"));
    hooks.starting();
    hooks.ready();

    hooks.check();
    hooks.check();

    await().untilAsserted(() -> assertThat(first.told()).contains("whenReady"));
  }

  @Test
  void replacesAThreadThatHasDied() {
    AtomicLong deaths = new AtomicLong(1);
    hooks = dispatcher(task -> new Thread(deaths.getAndDecrement() > 0 ? () -> {} : task));

    hooks.starting();

    assertThat(first.told()).containsExactly("onStarting");
  }

  @Test
  void refusesALimitOutOfRange() {
    for (Duration limit : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HookSettings.Limits(limit, Duration.ZERO));
    }
  }

  private HookDispatcher hooks(LifecycleHook... all) {
    return new HookDispatcher(List.of(all), settings(), failures::add, nanos::get);
  }

  private HookDispatcher dispatcher(ThreadFactory threads) {
    return new HookDispatcher(
        List.of(first),
        settings(),
        new HookDispatcher.Resources(failures::add, nanos::get, threads));
  }

  private HookSettings settings() {
    return settings(Duration.ofSeconds(30));
  }

  private HookSettings settings(Duration end) {
    HookSettings.Limits limits = new HookSettings.Limits(LIMIT, end);
    return new HookSettings(webApp, Map.of("max-requests", "1000"), "1.2.3", limits);
  }

  /** Returns a factory whose threads fail to start as they do if the system has no more threads. */
  private static ThreadFactory noThreads() {
    return task ->
        new Thread(task) {
          @Override
          public void start() {
            throw new OutOfMemoryError("unable to create native thread");
          }
        };
  }

  private void tellAndWait(int times) {
    for (int i = 0; i < times; i++) {
      int before = second.told().size();
      hooks.workerStarted(WORKER);
      await().untilAsserted(() -> assertThat(second.told()).hasSizeGreaterThan(before));
    }
  }

  /** Blocks a hook, within its limit, until the test releases it. */
  private CountDownLatch block(RecordingHook hook) {
    CountDownLatch busy = new CountDownLatch(1);
    hook.does(
        (method, context) -> {
          busy.countDown();
          release.await();
        });
    return busy;
  }

  /** Exceeds the limit and ignores the interrupt that follows. */
  private void hang() throws InterruptedException {
    nanos.addAndGet(LIMIT.toNanos() + 1);
    try {
      release.await();
    } catch (InterruptedException eaten) {
      release.await();
    }
  }

  private void hangUninterruptibly() {
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException eaten) {
        // Like a hook that ignores interrupts.
      }
    }
  }

  private static List<Thread> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("servlet-exporter-hooks"))
        .toList();
  }
}
