package io.github.servletexporter.container.worker;

import io.github.servletexporter.container.RecyclingPoolMBean;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registry of the workers of one pool, which also determines when a worker is due.
 *
 * <p>Thread-safe. The pool calls {@link #isDue()} on a worker's own thread after each job, and
 * {@link #leave()} before the worker leaves. Between {@link #open} and {@link #close()} web
 * applications see the pool as a {@link RecyclingPoolMBean}.
 */
public final class Workers {

  private final ConcurrentHashMap<Thread, PoolWorker> live = new ConcurrentHashMap<>();
  private final AtomicLong recycled = new AtomicLong();
  private final Supplier<RetirementRule> rule;
  private final MaximumThreads maximum;
  private final LongSupplier nanoTicker;
  private final Shortage shortage;
  private volatile @Nullable Registration registration;
  private volatile String name = "(starting)";

  /**
   * Creates a registry without workers.
   *
   * @param rule the current rule; it applies to workers that start afterwards
   * @param maximum the maximum number of threads of the pool
   */
  public Workers(Supplier<RetirementRule> rule, MaximumThreads maximum) {
    this(rule, maximum, Runnable::run, System::nanoTime);
  }

  /**
   * Creates a registry without workers, with a starter and a source of time that tests can set.
   *
   * @param rule the current rule; it applies to workers that start afterwards
   * @param maximum the maximum number of threads of the pool
   * @param starter runs the start of a thread, which may fail
   * @param nanoTicker the source of time, such as {@link System#nanoTime()}
   */
  public Workers(
      Supplier<RetirementRule> rule,
      MaximumThreads maximum,
      Executor starter,
      LongSupplier nanoTicker) {
    this.rule = rule;
    this.maximum = maximum;
    this.nanoTicker = nanoTicker;
    this.shortage = new Shortage(starter, nanoTicker);
  }

  /**
   * Starts retiring workers and registers the MBean.
   *
   * @param poolName the pool's name
   * @throws IllegalStateException if the MBean cannot be registered
   */
  public void open(String poolName) {
    name = poolName;
    recycled.set(0);
    registration = Registration.of(new RecyclingPool(poolName, this));
  }

  /**
   * Stops retiring workers and restores the pool's configured maximum. May be called repeatedly.
   */
  public void close() {
    Registration open = registration;
    registration = null;
    if (open != null) {
      open.close();
    }
    live.values().forEach(maximum::release);
  }

  /**
   * Creates the task of a thread of the pool.
   *
   * @param loop the pool's own loop, which ends when the worker leaves
   */
  public WorkerRun run(Runnable loop) {
    return new WorkerRun(this, loop);
  }

  /**
   * Returns whether the calling thread is a worker that should take no further job. A worker that
   * is due continues as long as no thread can be started in its place.
   */
  public boolean isDue() {
    PoolWorker worker = current();
    return worker != null && isDue(worker) && !shortage.isPresent();
  }

  /**
   * Returns the nanoseconds until the calling thread reaches its maximum age.
   *
   * @return {@link Long#MAX_VALUE} without a maximum age; 0 or less if the worker is due
   */
  public long nanosLeft() {
    PoolWorker worker = current();
    return worker != null && worker.ages()
        ? worker.nanosLeft(nanoTicker.getAsLong())
        : Long.MAX_VALUE;
  }

  /** Marks the calling thread as leaving the pool, for any reason. May be called repeatedly. */
  public void leave() {
    PoolWorker worker = current();
    if (worker != null) {
      worker.leave(isDue(worker));
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
    PoolWorker worker = live.get(thread);
    return worker == null ? null : worker.budget();
  }

  boolean replace(Thread thread) {
    PoolWorker worker = live.get(thread);
    return worker != null && maximum.replace(worker);
  }

  PoolWorker enter() {
    PoolWorker worker = new PoolWorker(rule.get(), Workers::random, nanoTicker.getAsLong());
    live.put(Thread.currentThread(), worker);
    return worker;
  }

  void exit(PoolWorker worker) {
    live.remove(Thread.currentThread());
    if (worker.isRecycled()) {
      recycled.incrementAndGet();
    }
    maximum.release(worker);
  }

  /**
   * Starts a thread. If that fails and the calling worker is leaving, the worker stays in place of
   * the new thread, and the result is false.
   */
  boolean start(Runnable nativeStart, Runnable loop) {
    try {
      shortage.start(nativeStart);
      return true;
    } catch (OutOfMemoryError noThread) {
      shortage.report(name, noThread);
      PoolWorker worker = current();
      if (worker != null && worker.standInFor(loop)) {
        return false;
      }
      throw new ThreadShortageError(noThread);
    }
  }

  void stay(PoolWorker worker) {
    worker.stay();
    maximum.keep(worker);
  }

  private static long random(long bound) {
    return ThreadLocalRandom.current().nextLong(bound);
  }

  private @Nullable PoolWorker current() {
    return live.get(Thread.currentThread());
  }

  private boolean isDue(PoolWorker worker) {
    if (!worker.isSpent() && worker.ages() && worker.nanosLeft(nanoTicker.getAsLong()) <= 0) {
      worker.budget().setOpaque(Long.MIN_VALUE);
    }
    return worker.isSpent() && registration != null;
  }
}
