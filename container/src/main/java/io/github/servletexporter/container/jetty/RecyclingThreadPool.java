package io.github.servletexporter.container.jetty;

import io.github.servletexporter.container.worker.MaximumThreads;
import io.github.servletexporter.container.worker.RetirementRule;
import io.github.servletexporter.container.worker.RetirementSettings;
import io.github.servletexporter.container.worker.ThreadShortageError;
import io.github.servletexporter.container.worker.WorkerRun;
import io.github.servletexporter.container.worker.Workers;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.Name;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Thread pool for Jetty that recycles its workers: after a number of requests or at a maximum age a
 * worker ends between two requests, and a new one replaces it.
 *
 * <pre>{@code
 * Server server = new Server(new RecyclingThreadPool(200, 10, 1000, 100));
 * }</pre>
 *
 * <p>Recycling releases what an application leaves on a thread: thread-locals, native memory, grown
 * stacks. No request is interrupted or fails, and the pool keeps its size: a worker ends after its
 * job, and the pool starts another if it has fewer than its minimum or if a job is waiting.
 *
 * <p>Requests are counted by the filter of servlet-exporter in the web applications, through the
 * {@link io.github.servletexporter.container.RecyclingPoolMBean}; without a filter there is no
 * limit on requests. A worker ends after {@code maxRequests} plus a random number from 0 to {@code
 * maxRequestsJitter}, or one request later. Both are whole numbers; 0 requests means no limit. The
 * maximum age, in seconds, needs no filter and also ends idle workers; 0 means no limit. Changes
 * apply to workers that start afterwards.
 *
 * <p>Unlike Jetty's own pool this one has no reserved threads: a reserved thread runs many tasks
 * before it returns to the pool and would serve far more requests than the limit. Virtual threads
 * are refused, because they cannot be recycled.
 *
 * <p>While the JVM cannot start a thread, no worker ends, and jobs wait in the queue.
 *
 * <p>{@link #setMaxThreads} sets the configured maximum; {@link #getMaxThreads} returns the current
 * one, which is higher by one for each stuck worker that has been replaced. Inherited methods are
 * as thread-safe as in {@link QueuedThreadPool}; the methods that this class adds are thread-safe.
 */
@ManagedObject("A thread pool that recycles its workers")
public final class RecyclingThreadPool extends QueuedThreadPool {

  private static final int DEFAULT_MAX_THREADS = 200;
  private static final int DEFAULT_MIN_THREADS = 8;
  private static final int IDLE_TIMEOUT_MILLIS = 60_000;

  private final RetirementSettings settings;
  private final MaximumThreads maximum;
  private final Workers workers;

  /** Creates a pool of 8 to 200 threads without limits, for jetty.xml. */
  public RecyclingThreadPool() {
    this(DEFAULT_MAX_THREADS, DEFAULT_MIN_THREADS, 0, 0);
  }

  /**
   * Creates a pool that recycles workers after a number of requests.
   *
   * @param maxThreads the maximum number of threads, including Jetty's own
   * @param minThreads the minimum number of threads
   * @param maxRequests requests after which a worker ends, 0 for no limit
   * @param maxRequestsJitter upper limit of the random number that is added for each worker, 0 or
   *     more
   * @throws IllegalArgumentException if a number is out of range
   */
  public RecyclingThreadPool(
      @Name("maxThreads") int maxThreads,
      @Name("minThreads") int minThreads,
      @Name("maxRequests") int maxRequests,
      @Name("maxRequestsJitter") int maxRequestsJitter) {
    this(
        maxThreads,
        minThreads,
        new RetirementRule(maxRequests, maxRequestsJitter, 0, 0),
        Runnable::run);
  }

  /** Creates a pool for tests; {@code starter} runs the start of each thread. */
  RecyclingThreadPool(int maxThreads, int minThreads, RetirementRule rule, Executor starter) {
    this(
        maxThreads,
        minThreads,
        new RetirementSettings(rule),
        new MaximumThreads(maxThreads),
        starter);
  }

  private RecyclingThreadPool(
      int maxThreads,
      int minThreads,
      RetirementSettings settings,
      MaximumThreads maximum,
      Executor starter) {
    this(
        maxThreads,
        minThreads,
        settings,
        maximum,
        new Workers(settings, maximum, starter, System::nanoTime));
  }

  private RecyclingThreadPool(
      int maxThreads,
      int minThreads,
      RetirementSettings settings,
      MaximumThreads maximum,
      Workers workers) {
    super(maxThreads, minThreads, IDLE_TIMEOUT_MILLIS, 0, new JettyRetiringQueue(workers), null);
    this.settings = settings;
    this.maximum = maximum;
    this.workers = workers;
    maximum.applyWith(super::setMaxThreads);
  }

  /** Returns the number of requests after which a worker ends, or 0 for no limit. */
  @ManagedAttribute("requests after which a worker ends, 0 for no limit")
  public int getMaxRequests() {
    return settings.get().maxRequests();
  }

  /**
   * Sets the number of requests after which a worker ends.
   *
   * @param maxRequests 0 for no limit
   * @throws IllegalArgumentException if it is negative
   */
  public void setMaxRequests(int maxRequests) {
    settings.change(old -> old.withMaxRequests(maxRequests));
  }

  /** Returns the upper limit of the random number added to {@link #getMaxRequests()}. */
  @ManagedAttribute("upper limit of the random number added to maxRequests for each worker")
  public int getMaxRequestsJitter() {
    return settings.get().maxRequestsJitter();
  }

  /**
   * Sets the upper limit of the random number that is added to {@code maxRequests} for each worker.
   *
   * @param maxRequestsJitter 0 or more
   * @throws IllegalArgumentException if it is negative
   */
  public void setMaxRequestsJitter(int maxRequestsJitter) {
    settings.change(old -> old.withMaxRequestsJitter(maxRequestsJitter));
  }

  /** Returns the age in seconds at which a worker ends, or 0 for no limit. */
  @ManagedAttribute("age in seconds at which a worker ends, 0 for no limit")
  public long getMaxLifetimeSeconds() {
    return settings.get().maxLifetimeSeconds();
  }

  /**
   * Sets the age at which a worker ends.
   *
   * @param maxLifetimeSeconds seconds up to 100 years, 0 for no limit
   * @throws IllegalArgumentException if the age is out of range
   */
  public void setMaxLifetimeSeconds(long maxLifetimeSeconds) {
    settings.change(old -> old.withMaxLifetimeSeconds(maxLifetimeSeconds));
  }

  /** Returns the upper limit of the random time in seconds added to the age of each worker. */
  @ManagedAttribute("upper limit of the random time in seconds added to the age of each worker")
  public long getMaxLifetimeJitterSeconds() {
    return settings.get().maxLifetimeJitterSeconds();
  }

  /**
   * Sets the upper limit of the random time that is added to the age of each worker.
   *
   * @param maxLifetimeJitterSeconds seconds up to 100 years
   * @throws IllegalArgumentException if the time is out of range
   */
  public void setMaxLifetimeJitterSeconds(long maxLifetimeJitterSeconds) {
    settings.change(old -> old.withMaxLifetimeJitterSeconds(maxLifetimeJitterSeconds));
  }

  /**
   * Refuses reserved threads. The value -1, which lets Jetty choose a number, also means none.
   *
   * @throws IllegalArgumentException if the number is neither 0 nor -1
   */
  @Override
  public void setReservedThreads(int reservedThreads) {
    if (reservedThreads != 0 && reservedThreads != -1) {
      throw new IllegalArgumentException(
          "reservedThreads: expected 0, but was "
              + reservedThreads
              + "; a reserved thread runs many tasks before it returns to the pool, so that it"
              + " could not be recycled after maxRequests");
    }
    super.setReservedThreads(0);
  }

  /**
   * Refuses virtual threads.
   *
   * @throws IllegalArgumentException if the executor is not null
   */
  @Override
  public void setVirtualThreadsExecutor(@Nullable Executor executor) {
    if (executor != null) {
      throw new IllegalArgumentException(
          "virtualThreadsExecutor: expected none, but was "
              + executor
              + "; virtual threads cannot be recycled");
    }
    super.setVirtualThreadsExecutor(null);
  }

  /**
   * Sets the maximum number of threads. Workers that have been replaced do not count.
   *
   * @throws IllegalStateException if no thread would be left for requests beside Jetty's own
   */
  @Override
  public void setMaxThreads(int maxThreads) {
    if (isUnderConstruction()) {
      super.setMaxThreads(maxThreads);
    } else {
      maximum.configure(maxThreads);
    }
  }

  /** Sets the minimum number of threads, and raises the maximum if it is lower. */
  @Override
  public void setMinThreads(int minThreads) {
    if (!isUnderConstruction() && minThreads > maximum.configured()) {
      maximum.configure(minThreads);
    }
    super.setMinThreads(minThreads);
  }

  /**
   * {@inheritDoc}
   *
   * <p>If no thread can be started for a job, the job waits for an existing one: Jetty has already
   * put it into the queue, and an error would end the selector thread that calls this method.
   */
  @Override
  public void execute(Runnable job) {
    try {
      super.execute(job);
    } catch (ThreadShortageError reported) {
      // The job is in the queue; the next job tries again to start a thread.
    }
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // the priority is a property of the pool
  public Thread newThread(Runnable runner) {
    WorkerRun run = workers.run(runner);
    JettyPoolThread thread = WorkerRun.newThread(() -> new JettyPoolThread(this, run));
    thread.setDaemon(isDaemon());
    thread.setPriority(getThreadsPriority());
    thread.setName(getName() + "-" + thread.getId());
    thread.setContextClassLoader(getClass().getClassLoader());
    return thread;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    workers.open(getName());
  }

  @Override
  protected void doStop() throws Exception {
    workers.close();
    super.doStop();
  }

  @Override
  protected boolean evict() {
    if (!workers.isDue() && !super.evict()) {
      return false;
    }
    workers.leave(); // before Jetty reads the maximum number of threads
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Does nothing, because a thread that leaves the pool may still take its successor's place.
   */
  @Override
  protected void removeThread(Thread thread) {}

  /** Removes a thread that has ended or could not be started. */
  void forget(JettyPoolThread thread) {
    super.removeThread(thread);
  }

  /**
   * Returns whether the constructor of the superclass is running, which calls setters before the
   * fields of this class are set.
   */
  private boolean isUnderConstruction() {
    return maximum == null;
  }
}
