package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.MaximumThreads;
import io.github.servletexporter.container.RetirementRule;
import io.github.servletexporter.container.RetirementSettings;
import io.github.servletexporter.container.ThreadShortageError;
import io.github.servletexporter.container.Workers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's shared executor, whose workers end between two requests after a number of requests or at
 * an age, each replaced by a new one.
 *
 * <p>In server.xml:
 *
 * <pre>{@code
 * <Executor className="io.github.servletexporter.container.tomcat.RecyclingExecutor"
 *           name="recycling" maxThreads="200" minSpareThreads="10"
 *           maxRequests="1000" maxRequestsJitter="100"/>
 * <Connector executor="recycling" port="8080" protocol="HTTP/1.1"/>
 * }</pre>
 *
 * <p>Embedded:
 *
 * <pre>{@code
 * new RecyclingExecutor(200, 10, 1000, 100).install(tomcat.getService(), tomcat.getConnector());
 * }</pre>
 *
 * <p>Why: what an application leaves on a thread (thread locals, native memory, grown stacks) goes
 * with the thread. Nothing in flight is cut, no request fails, and the pool keeps its size: a
 * worker goes when its task is over, and Tomcat starts another in its place.
 *
 * <p>A worker counts its requests only where something counts them: servlet-exporter's filter, in
 * the web applications, through the {@link io.github.servletexporter.container.RecyclingPoolMBean}.
 * Each request counts; a worker ends after {@code maxRequests} plus a random number from 0 to
 * {@code maxRequestsJitter}, or one request later. Both are whole numbers from 0 up; 0 requests is
 * no limit. The age is in seconds, 0 for no limit, and needs no filter; an idle worker ends at its
 * age, too. A change of either holds for workers that start after it.
 *
 * <p>All attributes of {@link StandardThreadExecutor} stay, and all are attributes of its MBean,
 * {@code Catalina:type=Executor,name=…}. An attribute that is unknown or out of its range ends the
 * start; Tomcat alone would only warn.
 *
 * <p>When the JVM can start no further thread, no worker ends and tasks wait in the queue, until
 * one can be started.
 *
 * <p>{@link #setMaxThreads} sets the maximum; {@link #getMaxThreads} returns what is in force, one
 * more for each worker that is stuck and in whose place another serves. Thread-safe as far as
 * {@link StandardThreadExecutor} is; what this class adds is.
 */
public final class RecyclingExecutor extends StandardThreadExecutor {

  private static final Logger LOGGER = System.getLogger(RecyclingExecutor.class.getName());
  private static final String DEFAULT_NAME = "recycling";
  private static final long STOP_TIMEOUT_SECONDS = 5;

  private final AttributeProblems problems = new AttributeProblems();
  private final Executor starter;
  private final RetirementSettings settings = new RetirementSettings(RetirementRule.NONE);
  private volatile @Nullable Workers workers;

  /** An executor that recycles nothing yet, with Tomcat's default sizes: for server.xml. */
  public RecyclingExecutor() {
    this(Runnable::run);
  }

  /**
   * An executor that retires workers by their requests; {@link #install} it.
   *
   * @param maxThreads the most threads
   * @param minSpareThreads the fewest
   * @param maxRequests requests after which a worker ends, 0 for no limit
   * @param maxRequestsJitter the most that is drawn on top for each worker, 0 or more
   * @throws IllegalArgumentException if a number is out of its range
   */
  public RecyclingExecutor(
      int maxThreads, int minSpareThreads, int maxRequests, int maxRequestsJitter) {
    this(Runnable::run);
    PoolSize size = new PoolSize(minSpareThreads, maxThreads, maxIdleTime);
    this.maxThreads = size.maximum();
    this.minSpareThreads = size.core();
    settings.change(old -> new RetirementRule(maxRequests, maxRequestsJitter, 0, 0));
  }

  /** For tests: {@code starter} runs the start of each thread. */
  RecyclingExecutor(Executor starter) {
    this.starter = starter;
  }

  /**
   * Makes connectors serve their requests on this executor, which starts and stops with their
   * service. Without a name it gets one that is free in the service.
   *
   * @param service the connectors' service
   * @param connectors not started yet
   * @return this
   * @throws IllegalStateException if a connector has started, since it has a pool of its own then
   */
  public RecyclingExecutor install(Service service, Connector... connectors) {
    for (Connector connector : connectors) {
      if (connector.getState().isAvailable()) {
        throw new IllegalStateException(
            connector + " has started; install the executor before that");
      }
    }
    if (name == null) {
      name = freeName(service);
    }
    service.addExecutor(this);
    for (Connector connector : connectors) {
      connector.getProtocolHandler().setExecutor(this);
    }
    return this;
  }

  @Override
  public String getName() {
    return name == null ? DEFAULT_NAME : name;
  }

  /** Returns after how many requests a worker ends, 0 for no limit. */
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
    change("maxRequests", old -> old.withMaxRequests(maxRequests));
  }

  /** Returns the most that is drawn on top of {@link #getMaxRequests()} for each worker. */
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
    change("maxRequestsJitter", old -> old.withMaxRequestsJitter(maxRequestsJitter));
  }

  /** Returns at what age a worker ends, in seconds, 0 for no limit. */
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
    change("maxLifetimeSeconds", old -> old.withMaxLifetimeSeconds(maxLifetimeSeconds));
  }

  /** Returns the most that is drawn on top of the age for each worker, in seconds. */
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
    change(
        "maxLifetimeJitterSeconds",
        old -> old.withMaxLifetimeJitterSeconds(maxLifetimeJitterSeconds));
  }

  /**
   * Takes what Tomcat could not set otherwise; the start will fail because of it.
   *
   * @param attribute an attribute that this class has not, or whose value does not fit
   * @param value the attribute's value
   * @return false, upon which Tomcat logs where it stands
   */
  public boolean setProperty(String attribute, String value) {
    problems.notSet(attribute, value);
    return false;
  }

  /** Returns the most threads in force: one more for each worker that is being replaced. */
  @Override
  public int getMaxThreads() {
    ThreadPoolExecutor pool = executor;
    return pool == null ? super.getMaxThreads() : pool.getMaximumPoolSize();
  }

  /**
   * {@inheritDoc}
   *
   * @throws LifecycleException naming every attribute that is wrong
   */
  @Override
  protected void startInternal() throws LifecycleException {
    try {
      problems.requireNone();
      startPool();
    } catch (IllegalArgumentException | IllegalStateException | ThreadShortageError e) {
      abandonPool();
      throw new LifecycleException("Executor " + getName() + ": " + e.getMessage(), e);
    }
    setState(LifecycleState.STARTING);
  }

  /** {@inheritDoc} Waits up to 5 seconds for the workers, which are interrupted. */
  @Override
  protected void stopInternal() throws LifecycleException {
    ThreadPoolExecutor pool = executor;
    Workers stopping = workers;
    if (stopping != null) {
      stopping.close();
    }
    super.stopInternal();
    if (pool != null && stopping != null && !stopping.isWorker()) {
      awaitEnd(pool);
    }
  }

  private void startPool() {
    PoolSize size = new PoolSize(getMinSpareThreads(), super.getMaxThreads(), getMaxIdleTime());
    MaximumThreads maximum = new MaximumThreads(size.maximum());
    Workers starting = new Workers(settings, maximum, starter, System::nanoTime);
    RecyclingThreadPoolExecutor pool =
        new RecyclingThreadPoolExecutor(
            size,
            new RetiringQueue(getMaxQueueSize(), starting),
            new PoolThreadFactory(starting, getNamePrefix(), isDaemon(), getThreadPriority()),
            starting,
            maximum);
    workers = starting;
    executor = pool;
    pool.setThreadRenewalDelay(getThreadRenewalDelay());
    pool.setCorePoolSize(size.core());
    pool.prestartAllCoreThreads();
    starting.open(getName());
  }

  /** Tomcat does not stop what could not start. */
  private void abandonPool() {
    ThreadPoolExecutor pool = executor;
    executor = null;
    if (pool != null) {
      pool.shutdownNow();
    }
  }

  private void awaitEnd(ThreadPoolExecutor pool) {
    try {
      if (!pool.awaitTermination(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.log(
            Level.WARNING,
            "Executor {0}: {1} workers still run {2} seconds after they were interrupted",
            getName(),
            pool.getPoolSize(),
            STOP_TIMEOUT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void change(String key, UnaryOperator<RetirementRule> change) {
    try {
      settings.change(change);
      problems.accepted(key);
    } catch (IllegalArgumentException e) {
      problems.refused(key, e);
      throw e;
    }
  }

  private static String freeName(Service service) {
    String free = DEFAULT_NAME;
    for (int number = 2; service.getExecutor(free) != null; number++) {
      free = DEFAULT_NAME + "-" + number;
    }
    return free;
  }
}
