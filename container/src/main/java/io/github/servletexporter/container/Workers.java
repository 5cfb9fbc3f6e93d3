package io.github.servletexporter.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one pool: every thread from its start to its end, and when each is due.
 *
 * <p>Thread-safe. The pool asks {@link #isDue()} on a worker's own thread when a job is over, and
 * calls {@link #leave()} before it lets the worker go. Between {@link #open} and {@link #close()}
 * web applications see it as a {@link RecyclingPoolMBean}.
 */
public final class Workers {

  private static final Logger LOGGER = System.getLogger(Workers.class.getName());
  private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ConcurrentHashMap<Thread, Worker> live = new ConcurrentHashMap<>();
  private final AtomicLong recycled = new AtomicLong();
  private final Supplier<RetirementRule> rule;
  private final MaximumThreads maximum;
  private final Executor starter;
  private final LongSupplier nanoTicker;
  private final AtomicLong nextLogNanos;
  private volatile @Nullable Registration registration;
  private volatile String name = "";

  /**
   * The workers of a pool that has none yet.
   *
   * @param rule the rule for workers that start from then on
   * @param maximum how many threads the pool may have
   */
  public Workers(Supplier<RetirementRule> rule, MaximumThreads maximum) {
    this(rule, maximum, Runnable::run, System::nanoTime);
  }

  /**
   * The same with the outside world to choose, for tests.
   *
   * @param rule the rule for workers that start from then on
   * @param maximum how many threads the pool may have
   * @param starter runs the start of a thread, which may fail
   * @param nanoTicker the time, as of {@link System#nanoTime()}
   */
  public Workers(
      Supplier<RetirementRule> rule,
      MaximumThreads maximum,
      Executor starter,
      LongSupplier nanoTicker) {
    this.rule = rule;
    this.maximum = maximum;
    this.starter = starter;
    this.nanoTicker = nanoTicker;
    this.nextLogNanos = new AtomicLong(nanoTicker.getAsLong());
  }

  /**
   * Begins to retire workers and registers the MBean.
   *
   * @param poolName the pool's name
   * @throws IllegalStateException if the MBean can't be registered
   */
  public void open(String poolName) {
    name = poolName;
    recycled.set(0);
    registration = Registration.of(new RecyclingPool(poolName, this));
  }

  /** Ends that, and gives the pool its configured maximum back. May be repeated. */
  public void close() {
    Registration open = registration;
    registration = null;
    if (open != null) {
      open.close();
    }
    live.values().forEach(maximum::release);
  }

  /**
   * Makes what a thread of the pool runs.
   *
   * @param loop the pool's own loop, which ends when the worker leaves
   */
  public WorkerRun run(Runnable loop) {
    return new WorkerRun(this, loop);
  }

  /** Returns whether the calling thread is a worker that should take no further job. */
  public boolean isDue() {
    Worker worker = current();
    return worker != null && isDue(worker) && registration != null;
  }

  /**
   * Returns after how many nanoseconds the calling thread is due for its age.
   *
   * @return {@link Long#MAX_VALUE} for never, 0 or less for now
   */
  public long nanosLeft() {
    Worker worker = current();
    return worker != null && worker.ages()
        ? worker.nanosLeft(nanoTicker.getAsLong())
        : Long.MAX_VALUE;
  }

  /** The calling thread is about to leave the pool, for whatever reason. May be repeated. */
  public void leave() {
    Worker worker = current();
    if (worker != null) {
      worker.leave(isDue());
      maximum.release(worker);
    }
  }

  /** Returns whether the calling thread is a worker of this pool. */
  public boolean isWorker() {
    return current() != null;
  }

  RetirementRule rule() {
    return rule.get();
  }

  long recycled() {
    return recycled.get();
  }

  @Nullable AtomicLong budget(Thread thread) {
    Worker worker = live.get(thread);
    return worker == null ? null : worker.budget();
  }

  boolean replace(Thread thread) {
    Worker worker = live.get(thread);
    return worker != null && maximum.replace(worker);
  }

  Executor starter() {
    return starter;
  }

  Worker enter() {
    Worker worker = new Worker(rule.get(), Workers::random, nanoTicker.getAsLong());
    live.put(Thread.currentThread(), worker);
    return worker;
  }

  void exit(Worker worker) {
    live.remove(Thread.currentThread());
    if (worker.isRecycled()) {
      recycled.incrementAndGet();
    }
    maximum.release(worker);
  }

  boolean standInFor(Runnable loop) {
    Worker worker = current();
    return worker != null && worker.standInFor(loop);
  }

  void renew(Worker worker) {
    worker.renew(rule.get(), Workers::random, nanoTicker.getAsLong());
    maximum.keep(worker);
  }

  /** Tells, at most once a minute. Throws nothing: there may be no memory for a line either. */
  void reportShortage(OutOfMemoryError noThread) {
    try {
      long now = nanoTicker.getAsLong();
      long next = nextLogNanos.get();
      if (now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
        LOGGER.log(
            Level.WARNING,
            "Pool "
                + name
                + ": no thread could be started; its workers go on, due ones too, until one can",
            noThread);
      }
    } catch (Throwable logging) {
      // Nothing is left to tell.
    }
  }

  private static long random(long bound) {
    return ThreadLocalRandom.current().nextLong(bound);
  }

  private @Nullable Worker current() {
    return live.get(Thread.currentThread());
  }

  private boolean isDue(Worker worker) {
    if (worker.isSpent()) {
      return true;
    }
    if (!worker.ages() || worker.nanosLeft(nanoTicker.getAsLong()) > 0) {
      return false;
    }
    worker.budget().setOpaque(Long.MIN_VALUE);
    return true;
  }
}
