package io.github.servletexporter.base;

import io.github.servletexporter.base.BackgroundThread.CloseLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Schedule of a web application's periodic tasks, which run on one thread.
 *
 * <p>Thread-safe; throws nothing. Tasks run one at a time, each a fixed delay after its previous
 * run has ended. A task that throws an exception is reported and runs again.
 *
 * <p>If the JVM can start no thread, the web application starts nevertheless. Each scrape then
 * tries to start the thread and otherwise runs the due tasks itself, see {@link
 * #runUnlessThreaded()}.
 */
public final class Housekeeping implements AutoCloseable {

  private static final String PURPOSE = "housekeeping";
  private static final CloseLimits LIMITS = new CloseLimits(Duration.ZERO, Duration.ofSeconds(2));

  /** An array: iterating over it allocates nothing, so lack of memory does not end the thread. */
  private volatile Schedule[] schedules;

  private final Ticker ticker;
  private final BiConsumer<String, Throwable> onFailure;
  private final BackgroundThread thread;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * Creates a schedule; starts no thread.
   *
   * @param webApp web application that the tasks work for
   * @param tasks tasks, each of which runs first after its delay
   * @param onFailure receives the name of a task and the exception that it threw, or {@code start}
   *     and the reason why no thread can be started
   * @param ticker source of time for the delays
   */
  public Housekeeping(
      WebApp webApp, List<Task> tasks, BiConsumer<String, Throwable> onFailure, Ticker ticker) {
    this(tasks, onFailure, ticker, new Background(webApp, factory(webApp), LIMITS));
  }

  Housekeeping(
      List<Task> tasks,
      BiConsumer<String, Throwable> onFailure,
      Ticker ticker,
      Background background) {
    this.schedules = new Schedule[tasks.size()];
    for (int i = 0; i < schedules.length; i++) {
      schedules[i] = new Schedule(tasks.get(i), ticker);
    }
    this.ticker = ticker;
    this.onFailure = onFailure;
    this.thread =
        new BackgroundThread(
            background.webApp(), background.threads(), new Loop(), background.limits());
  }

  static ThreadFactory factory(WebApp webApp) {
    return BackgroundThread.factory(webApp, PURPOSE, null);
  }

  /**
   * Origin and end of the thread.
   *
   * @param webApp web application that the thread works for
   * @param threads creates the thread
   * @param limits time that the end of the thread may take
   */
  record Background(WebApp webApp, ThreadFactory threads, CloseLimits limits) {}

  /**
   * Adds a task, which runs first after its delay; once the thread runs, not before the end of its
   * present pause.
   */
  public synchronized void add(Task task) {
    Schedule[] more = Arrays.copyOf(schedules, schedules.length + 1);
    more[schedules.length] = new Schedule(task, ticker);
    schedules = more;
  }

  /** Starts the thread, unless it runs or this is closed. */
  public void start() {
    thread.start();
  }

  /**
   * Starts the thread if there is none; if none can be started, runs the due tasks on the calling
   * thread. For scrapes, which arrive regularly; costs nothing while there is a thread.
   */
  public void runUnlessThreaded() {
    if (!thread.start()) {
      runDue();
    }
  }

  /**
   * Ends the thread: interrupts the present task and waits a bounded time for its end. A thread
   * that does not end is left behind with a warning that names the task. Further calls have no
   * effect.
   */
  @Override
  public void close() {
    thread.close();
  }

  /** Runs the due tasks, unless another thread does so at the same time. */
  void runDue() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      for (Schedule schedule : schedules) {
        if (!thread.isClosed() && schedule.nanosLeft() <= 0) {
          run(schedule);
        }
      }
    } finally {
      running.set(false);
    }
  }

  private void run(Schedule schedule) {
    try {
      schedule.run();
    } catch (Throwable e) {
      failed(schedule.name(), e);
    }
  }

  private void failed(String task, Throwable failure) {
    try {
      onFailure.accept(task, failure);
    } catch (Throwable reporting) {
      // The failure cannot be reported; the task runs again.
    }
  }

  private long nanosLeft() {
    long least = Long.MAX_VALUE;
    for (Schedule schedule : schedules) {
      least = Math.min(least, schedule.nanosLeft());
    }
    return least;
  }

  private final class Loop implements BackgroundThread.Job {

    @Override
    public boolean step(BackgroundThread self) {
      runDue();
      // An interrupt that a task left behind would end the pause at once.
      Thread.interrupted();
      self.pause(nanosLeft());
      return true;
    }

    @Override
    public void failed(Throwable failure) {
      Housekeeping.this.failed("start", failure);
    }

    @Override
    public String activity() {
      String names =
          Arrays.stream(schedules)
              .filter(Schedule::isRunning)
              .map(Schedule::name)
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "" : "running task " + names;
    }
  }

  /**
   * Task that runs again and again.
   *
   * @param name name of the task in log lines
   * @param delay time from the end of one run to the start of the next; positive and at most a day
   * @param action action of the task; short, because the other tasks wait for it, and responsive to
   *     an interrupt
   */
  public record Task(String name, Duration delay, Runnable action) {

    private static final Duration MAX_DELAY = Duration.ofDays(1);

    /**
     * Validates the delay.
     *
     * @throws IllegalArgumentException if the delay is out of range
     * @throws NullPointerException if a component is null
     */
    public Task {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(action, "action");
      if (delay.isNegative() || delay.isZero() || delay.compareTo(MAX_DELAY) > 0) {
        throw new IllegalArgumentException("delay must be > 0 and at most a day, but was " + delay);
      }
    }
  }

  /** Task and the time of its next run. Run by one thread at a time, read by any thread. */
  private static final class Schedule {

    private final Task task;
    private final Ticker ticker;
    private volatile long dueNanos;
    private volatile boolean running;

    Schedule(Task task, Ticker ticker) {
      this.task = task;
      this.ticker = ticker;
      putOff();
    }

    String name() {
      return task.name();
    }

    boolean isRunning() {
      return running;
    }

    /** Returns the time until the task is due; 0 or less if it is due. */
    long nanosLeft() {
      return dueNanos - ticker.nanos();
    }

    /** Runs the task and throws what it throws. */
    void run() {
      running = true;
      try {
        task.action().run();
      } finally {
        running = false;
        putOff();
      }
    }

    private void putOff() {
      dueNanos = ticker.nanos() + task.delay().toNanos();
    }
  }
}
