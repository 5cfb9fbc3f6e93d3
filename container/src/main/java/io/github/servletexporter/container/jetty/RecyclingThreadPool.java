package io.github.servletexporter.container.jetty;

import io.github.servletexporter.container.MaximumThreads;
import io.github.servletexporter.container.RetirementRule;
import io.github.servletexporter.container.RetirementSettings;
import io.github.servletexporter.container.ThreadShortageError;
import io.github.servletexporter.container.WorkerRun;
import io.github.servletexporter.container.Workers;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.Name;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's thread pool, whose workers end between two requests after a number of requests or at an
 * age, each replaced by a new one.
 *
 * <pre>{@code
 * Server server = new Server(new RecyclingThreadPool(200, 10, 1000, 100));
 * }</pre>
 *
 * <p>Why: what an application leaves on a thread (thread locals, native memory, grown stacks) goes
 * with the thread. Nothing in flight is cut, no request fails, and the pool keeps its size: a
 * worker goes when its job is over, and the pool starts another when it has fewer than its minimum
 * or when a job waits.
 *
 * <p>A worker counts its requests only where something counts them: servlet-exporter's filter, in
 * the web applications, through the {@link io.github.servletexporter.container.RecyclingPoolMBean}.
 * Each request counts; a worker ends after {@code maxRequests} plus a random number from 0 to
 * {@code maxRequestsJitter}, or one request later. Both are whole numbers from 0 up; 0 requests is
 * no limit. The age is in seconds, 0 for no limit, and needs no filter; an idle worker ends at its
 * age, too. A change of either holds for workers that start after it.
 *
 * <p>No threads are reserved, unlike in Jetty's own pool: a reserved thread runs many tasks before
 * it comes back to the pool and would serve far more requests than it should. Virtual threads are
 * refused, since there is nothing to recycle.
 *
 * <p>When the JVM can start no further thread, no worker ends and jobs wait in the queue, until one
 * can be started.
 *
 * <p>{@link #setMaxThreads} sets the maximum; {@link #getMaxThreads} returns what is in force, one
 * more for each worker that is stuck and in whose place another serves. Thread-safe as far as
 * {@link QueuedThreadPool} is; what this class adds is.
 */
@ManagedObject("A thread pool that recycles its workers")
public final class RecyclingThreadPool extends QueuedThreadPool {

  private static final int DEFAULT_MAX_THREADS = 200;
  private static final int DEFAULT_MIN_THREADS = 8;
  private static final int IDLE_TIMEOUT_MILLIS = 60_000;

  private final RetirementSettings settings;
  private final MaximumThreads maximum;
  private final Workers workers;

  /** A pool of 8 to 200 threads that recycles nothing yet: for jetty.xml. */
  public RecyclingThreadPool() {
    this(DEFAULT_MAX_THREADS, DEFAULT_MIN_THREADS, 0, 0);
  }

  /**
   * A pool that retires workers by their requests.
   *
   * @param maxThreads the most threads, Jetty's own among them
   * @param minThreads the fewest
   * @param maxRequests requests after which a worker ends, 0 for no limit
   * @param maxRequestsJitter the most that is drawn on top for each worker, 0 or more
   * @throws IllegalArgumentException if a number is out of its range
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

  /** For tests: {@code starter} runs the start of each thread. */
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
    super(maxThreads, minThreads, IDLE_TIMEOUT_MILLIS, 0, new RetiringQueue(workers), null);
    this.settings = settings;
    this.maximum = maximum;
    this.workers = workers;
    maximum.applyWith(super::setMaxThreads);
  }

  /** Returns after how many requests a worker ends, 0 for no limit. */
  @ManagedAttribute("requests after which a worker ends, 0 for no limit")
  public int getMaxRequests() {
    return settings.get().maxRequests();
  }

  /**
   * Sets after how many requests a worker ends.
   *
   * @param maxRequests 0 for no limit
   * @throws IllegalArgumentException if it is negative
   */
  public void setMaxRequests(int maxRequests) {
    settings.change(old -> old.withMaxRequests(maxRequests));
  }

  /** Returns the most that is drawn on top of {@link #getMaxRequests()} for each worker. */
  @ManagedAttribute("most requests that are drawn on top for each worker")
  public int getMaxRequestsJitter() {
    return settings.get().maxRequestsJitter();
  }

  /**
   * Sets the most that is drawn on top of the maximum of requests for each worker.
   *
   * @param maxRequestsJitter 0 or more
   * @throws IllegalArgumentException if it is negative
   */
  public void setMaxRequestsJitter(int maxRequestsJitter) {
    settings.change(old -> old.withMaxRequestsJitter(maxRequestsJitter));
  }

  /** Returns at what age a worker ends, in seconds, 0 for no limit. */
  @ManagedAttribute("age in seconds at which a worker ends, 0 for no limit")
  public long getMaxLifetimeSeconds() {
    return settings.get().maxLifetimeSeconds();
  }

  /**
   * Sets at what age a worker ends.
   *
   * @param maxLifetimeSeconds seconds up to 100 years, 0 for no limit
   * @throws IllegalArgumentException if it is out of that range
   */
  public void setMaxLifetimeSeconds(long maxLifetimeSeconds) {
    settings.change(old -> old.withMaxLifetimeSeconds(maxLifetimeSeconds));
  }

  /** Returns the most that is drawn on top of the age for each worker, in seconds. */
  @ManagedAttribute("most seconds that are drawn on top of the age for each worker")
  public long getMaxLifetimeJitterSeconds() {
    return settings.get().maxLifetimeJitterSeconds();
  }

  /**
   * Sets the most that is drawn on top of the age for each worker.
   *
   * @param maxLifetimeJitterSeconds seconds up to 100 years
   * @throws IllegalArgumentException if it is out of that range
   */
  public void setMaxLifetimeJitterSeconds(long maxLifetimeJitterSeconds) {
    settings.change(old -> old.withMaxLifetimeJitterSeconds(maxLifetimeJitterSeconds));
  }

  /**
   * Refuses reserved threads; -1, Jetty's word for a number of its choice, means none here.
   *
   * @throws IllegalArgumentException if it is neither 0 nor -1
   */
  @Override
  public void setReservedThreads(int reservedThreads) {
    if (reservedThreads != 0 && reservedThreads != -1) {
      throw new IllegalArgumentException(
          "reservedThreads: expected 0, but was "
              + reservedThreads
              + "; a reserved thread runs many tasks before it comes back to the pool, which could"
              + " not end it after maxRequests");
    }
    super.setReservedThreads(0);
  }

  /**
   * Refuses virtual threads.
   *
   * @throws IllegalArgumentException if it is not null
   */
  @Override
  public void setVirtualThreadsExecutor(@Nullable Executor executor) {
    if (executor != null) {
      throw new IllegalArgumentException(
          "virtualThreadsExecutor: expected none, but was "
              + executor
              + "; requests on virtual threads have no worker that could be recycled");
    }
    super.setVirtualThreadsExecutor(null);
  }

  /**
   * Sets the most threads; a worker in whose place another serves is allowed on top.
   *
   * @throws IllegalStateException if Jetty's own threads would leave none for requests
   */
  @Override
  public void setMaxThreads(int maxThreads) {
    if (isUnderConstruction()) {
      super.setMaxThreads(maxThreads);
    } else {
      maximum.configure(maxThreads);
    }
  }

  /** Sets the fewest threads, and raises the most to that when it is lower. */
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
   * <p>When no thread can be started for it, the job waits for one that is there. Jetty has put it
   * into the queue by then; an error would end the selector that called this.
   */
  @Override
  public void execute(Runnable job) {
    try {
      super.execute(job);
    } catch (ThreadShortageError reported) {
      // The job is in the queue, and the next one tries again.
    }
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // it is the pool's property
  public Thread newThread(Runnable runner) {
    WorkerRun run = workers.run(runner);
    PoolThread thread = WorkerRun.newThread(() -> new PoolThread(this, run));
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
    workers.leave(); // before Jetty looks how many threads there may be
    return true;
  }

  /** Does nothing: a thread that leaves the pool may yet stay in its successor's place. */
  @Override
  protected void removeThread(Thread thread) {}

  /** A thread has ended, or could not be started. */
  void forget(PoolThread thread) {
    super.removeThread(thread);
  }

  /** The superclass's constructor calls setters, before the fields of this class have values. */
  private boolean isUnderConstruction() {
    return maximum == null;
  }
}
