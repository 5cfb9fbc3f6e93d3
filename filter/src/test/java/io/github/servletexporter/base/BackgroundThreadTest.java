package io.github.servletexporter.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.BackgroundThread.CloseLimits;
import io.github.servletexporter.base.BackgroundThread.Job;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundThreadTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofMillis(20);

  private final WebApp webApp = new WebApp("/app", new ClassLoader(null) {});
  private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final TestJob job = new TestJob();
  private final CountDownLatch release = new CountDownLatch(1);
  private final Logger logger = Logger.getLogger(BackgroundThread.class.getName());
  private final Records log = new Records();
  private BackgroundThread thread = thread(new CloseLimits(LONG, LONG));

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(log);
  }

  @AfterEach
  void end() {
    release.countDown();
    thread.close();
    assertThat(thread.awaitEnd(LONG)).isTrue();
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
  }

  @Test
  void runsStepsOnADaemonOfTheWebApplicationThatInheritsNothing() {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    local.set("the deployer's");

    thread.start();
    Object seen =
        result(
            self -> {
              Thread present = Thread.currentThread();
              return List.of(
                  present.getName(),
                  present.isDaemon(),
                  present.getContextClassLoader() == webApp.loader(),
                  local.get() == null);
            });

    assertThat(seen).isEqualTo(List.of("servlet-exporter-work /app", true, true, true));
  }

  @Test
  void setsTheContextClassLoaderAnewBeforeEachStep() {
    thread.start();
    result(
        self -> {
          Thread.currentThread().setContextClassLoader(null);
          return "";
        });

    assertThat(result(self -> Thread.currentThread().getContextClassLoader() == webApp.loader()))
        .isEqualTo(true);
  }

  @Test
  void namesTheThreadOfTheRootApplicationWithoutAPath() {
    assertThat(BackgroundThread.name(new WebApp("", webApp.loader()), "work"))
        .isEqualTo("servlet-exporter-work");
  }

  @Test
  void createsThreadsInAGroup() {
    ThreadGroup group = new ThreadGroup("ours");

    Thread made = BackgroundThread.factory(webApp, "server", group).newThread(() -> {});

    assertThat(made.getThreadGroup()).isSameAs(group);
    assertThat(made.getName()).isEqualTo("servlet-exporter-server /app");
    assertThat(made.isDaemon()).isTrue();
    assertThat(made.getContextClassLoader()).isSameAs(webApp.loader());
  }

  @Test
  void startsOneThread() {
    assertThat(thread.start()).isTrue();
    Object first = result(self -> Thread.currentThread());

    assertThat(thread.start()).isTrue();

    assertThat(result(self -> Thread.currentThread())).isSameAs(first);
  }

  @Test
  void goesOnAfterAStepThatThrowsAnything() {
    thread.start();
    queue.add(
        self -> {
          Thread.currentThread().interrupt();
          throw new StackOverflowError("too deep");
        });

    assertThat(result(self -> Thread.currentThread().isInterrupted())).isEqualTo(false);
    assertThat(job.failures).containsExactly("too deep");
  }

  @Test
  void goesOnWhenAFailureCannotBeReported() {
    job.unreportable = true;
    thread.start();
    queue.add(
        self -> {
          throw new IllegalStateException("bug");
        });

    assertThat(result(self -> "next")).isEqualTo("next");
  }

  @Test
  void goesOnAfterAnInterruptThatIsNotOurs() {
    thread.start();
    queue.add(
        self -> {
          Thread.currentThread().interrupt();
          return true;
        });

    assertThat(result(self -> Thread.currentThread().isInterrupted())).isEqualTo(false);
    assertThat(job.failures).isEmpty();
  }

  @Test
  void endsWhenTheJobIsDone() {
    thread.start();
    queue.add(self -> false);

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.start()).isFalse();
    assertThat(thread.hasThread()).isFalse();
    assertThat(job.ends).hasValue(1);
  }

  @Test
  void reportsThatThereIsNoThreadAndTriesAgain() {
    AtomicBoolean exhausted = new AtomicBoolean(true);
    thread = new BackgroundThread(webApp, exhausted(exhausted), job, new CloseLimits(LONG, LONG));

    assertThat(thread.start()).isFalse();
    assertThat(thread.hasThread()).isFalse();
    assertThat(job.failures).containsExactly("unable to create native thread");

    exhausted.set(false);
    assertThat(thread.start()).isTrue();
    assertThat(result(self -> "work")).isEqualTo("work");
  }

  @Test
  void closesWithoutAThread() {
    thread.close();

    assertThat(thread.start()).isFalse();
    assertThat(job.failures).isEmpty();
    assertThat(job.aborts).hasValue(0);
    assertThat(log.lines).isEmpty();
  }

  @Test
  void startsNoThreadAfterAClose() throws Exception {
    List<String> events = job.events;
    AtomicReference<Thread> closer = new AtomicReference<>();
    ThreadFactory factory = BackgroundThread.factory(webApp, "work", null);
    thread =
        new BackgroundThread(
            webApp,
            task -> {
              closer.set(closeMeanwhile(events));
              return factory.newThread(task);
            },
            job,
            new CloseLimits(LONG, LONG));

    thread.start();
    closer.get().join();

    assertThat(thread.hasThread()).isFalse();
    assertThat(events).containsExactly("end", "closed");
  }

  /** Closes on another thread, and returns when that has ended or waits. */
  private Thread closeMeanwhile(List<String> events) {
    Thread closer =
        new Thread(
            () -> {
              thread.close();
              events.add("closed");
            });
    closer.start();
    while (closer.getState() != Thread.State.TERMINATED
        && closer.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
    return closer;
  }

  @Test
  void wakesAStepThatWaitsForWork() {
    thread.start();
    result(self -> "");

    thread.close();

    assertThat(thread.hasThread()).isFalse();
    assertThat(job.ends).hasValue(1);
    assertThat(job.aborts).hasValue(0);
  }

  @Test
  void endsAPauseWhenItCloses() {
    thread.start();
    CountDownLatch begun = new CountDownLatch(1);
    queue.add(
        self -> {
          begun.countDown();
          self.pause(LONG.toNanos());
          return true;
        });
    Latches.await(begun);

    thread.close();

    assertThat(thread.hasThread()).isFalse();
    assertThat(job.aborts).hasValue(0);
  }

  @Test
  void doesTheLastWorkWithoutAnInterruptOfTheLastStep() {
    thread.start();
    CountDownLatch begun = new CountDownLatch(1);
    queue.add(
        self -> {
          begun.countDown();
          Latches.await(release);
          Thread.currentThread().interrupt();
          return true;
        });
    Latches.await(begun);
    Thread closer = new Thread(thread::close);
    closer.start();
    while (!thread.isClosed()) {
      Thread.onSpinWait();
    }
    release.countDown();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(job.interruptedAtEnd).isFalse();
    assertThat(job.ends).hasValue(1);
  }

  @Test
  void interruptsAStepThatTakesTooLong() {
    thread = thread(new CloseLimits(Duration.ZERO, LONG));
    thread.start();
    CountDownLatch begun = new CountDownLatch(1);
    queue.add(
        self -> {
          begun.countDown();
          release.await();
          return true;
        });
    Latches.await(begun);

    thread.close();

    assertThat(thread.hasThread()).isFalse();
    assertThat(job.aborts).hasValue(1);
    assertThat(job.interruptedAtEnd).isTrue();
    assertThat(log.lines).isEmpty();
  }

  @Test
  void warnsOnceOfAThreadThatItHasToLeave() {
    thread = thread(new CloseLimits(MOMENT, MOMENT));
    hang();

    thread.close();
    thread.close();

    assertThat(log.lines)
        .containsExactly(
            "web app \"/app\": thread \"servlet-exporter-work /app\" is left behind while doing a"
                + " test's work; the web application stays in memory until the thread ends");
  }

  @Test
  void survivesALoggerThatFails() {
    log.failure = new IllegalStateException("the appender's bug");
    thread = thread(new CloseLimits(MOMENT, MOMENT));
    hang();

    thread.close();

    assertThat(thread.hasThread()).isTrue();
  }

  @Test
  void doesNotWaitForItself() {
    thread.start();

    assertThat(
            result(
                self -> {
                  self.close();
                  return "closed";
                }))
        .isEqualTo("closed");

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(log.lines).isEmpty();
  }

  @Test
  void waitsForTheEndThoughItsCallerIsInterrupted() {
    thread.start();
    result(self -> "");
    Thread.currentThread().interrupt();

    thread.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thread.hasThread()).isFalse();
    assertThat(job.aborts).hasValue(0);
  }

  @Test
  void abandonsAThreadWithoutWaiting() {
    hang();

    thread.abandon();

    assertThat(thread.hasThread()).isTrue();
    assertThat(thread.start()).isFalse();
    assertThat(thread.awaitEnd(MOMENT)).isFalse();
    release.countDown();
    assertThat(thread.awaitEnd(LONG)).isTrue();
  }

  private void hang() {
    thread.start();
    CountDownLatch begun = new CountDownLatch(1);
    queue.add(
        self -> {
          begun.countDown();
          while (release.getCount() > 0) {
            LockSupport.parkNanos(MOMENT.toNanos());
          }
          return true;
        });
    Latches.await(begun);
  }

  private BackgroundThread thread(CloseLimits limits) {
    return new BackgroundThread(webApp, "work", job, limits);
  }

  private ThreadFactory exhausted(AtomicBoolean exhausted) {
    ThreadFactory factory = BackgroundThread.factory(webApp, "work", null);
    return task -> {
      if (exhausted.get()) {
        return new Thread() {
          @Override
          @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it only throws
          public void start() {
            throw new OutOfMemoryError("unable to create native thread");
          }
        };
      }
      return factory.newThread(task);
    };
  }

  /** Returns what a step has returned on the thread. */
  private Object result(Question question) {
    BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    queue.add(self -> answers.add(question.ask(self)));
    try {
      return answers.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Question {
    Object ask(BackgroundThread self);
  }

  private interface Work {
    boolean run(BackgroundThread self) throws Exception;
  }

  private final class TestJob implements Job {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger aborts = new AtomicInteger();
    private volatile boolean interruptedAtEnd;
    private volatile boolean unreportable;

    @Override
    public boolean step(BackgroundThread self) throws Exception {
      return queue.take().run(self);
    }

    @Override
    public void failed(Throwable failure) {
      if (unreportable) {
        throw new OutOfMemoryError("Java heap space");
      }
      failures.add(failure.getMessage());
    }

    @Override
    public void end() {
      interruptedAtEnd = Thread.currentThread().isInterrupted();
      ends.incrementAndGet();
      events.add("end");
    }

    @Override
    public void wake() {
      queue.add(self -> true);
    }

    @Override
    public void abort() {
      aborts.incrementAndGet();
    }

    @Override
    public String activity() {
      return "doing a test's work";
    }
  }

  private static final class Records extends Handler {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile RuntimeException failure;

    @Override
    public void publish(LogRecord record) {
      if (failure != null) {
        throw failure;
      }
      lines.add(java.text.MessageFormat.format(record.getMessage(), record.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
