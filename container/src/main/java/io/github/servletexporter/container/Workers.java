package io.github.servletexporter.container;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
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

  private final ConcurrentHashMap<Thread, Worker> live = new ConcurrentHashMap<>();
  private final AtomicLong recycled = new AtomicLong();
  private final Supplier<RetirementRule> rule;
  private final MaximumThreads maximum;
  private final LongSupplier nanoTicker;
  private final Shortage shortage;
  private volatile @Nullable Registration registration;
  private volatile String name = "(starting)";

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
    this.nanoTicker = nanoTicker;
    this.shortage = new Shortage(starter, nanoTicker);
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

  /**
   * Returns whether the calling thread is a worker that should take no further job. A due worker
   * stays while no thread can be started in its place.
   */
  public boolean isDue() {
    Worker worker = current();
    return worker != null && isDue(worker) && !shortage.isPresent();
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
    Worker worker = live.get(thread);
    return worker == null ? null : worker.budget();
  }

  boolean replace(Thread thread) {
    Worker worker = live.get(thread);
    return worker != null && maximum.replace(worker);
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

  /** Starts the thread of a run, or lets the calling worker stay in its place if it is leaving. */
  boolean start(Runnable nativeStart, Runnable loop) {
    try {
      shortage.start(nativeStart);
      return true;
    } catch (OutOfMemoryError noThread) {
      shortage.report(name, noThread);
      Worker worker = current();
      if (worker != null && worker.standInFor(loop)) {
        return false;
      }
      throw new ThreadShortageError(noThread);
    }
  }

  void stay(Worker worker) {
    worker.stay();
    maximum.keep(worker);
  }

  private static long random(long bound) {
    return ThreadLocalRandom.current().nextLong(bound);
  }

  private @Nullable Worker current() {
    return live.get(Thread.currentThread());
  }

  private boolean isDue(Worker worker) {
    if (!worker.isSpent() && worker.ages() && worker.nanosLeft(nanoTicker.getAsLong()) <= 0) {
      worker.budget().setOpaque(Long.MIN_VALUE);
    }
    return worker.isSpent() && registration != null;
  }
}
