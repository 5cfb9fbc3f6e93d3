package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.worker.MaximumThreads;
import io.github.servletexporter.container.worker.RetirementRule;
import io.github.servletexporter.container.worker.RetirementSettings;
import io.github.servletexporter.container.worker.ThreadShortageError;
import io.github.servletexporter.container.worker.Workers;
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
 * Shared executor for Tomcat that recycles its workers: after a number of requests or at a maximum
 * age a worker ends between two requests, and a new one replaces it.
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
 * <p>Recycling releases what an application leaves on a thread: thread-locals, native memory, grown
 * stacks. No request is interrupted or fails, and the pool keeps its size: a worker ends after its
 * task, and Tomcat starts another in its place.
 *
 * <p>Requests are counted by the filter of servlet-exporter in the web applications, through the
 * {@link io.github.servletexporter.container.RecyclingPoolMBean}; without a filter there is no
 * limit on requests. A worker ends after {@code maxRequests} plus a random number from 0 to {@code
 * maxRequestsJitter}, or one request later. Both are whole numbers; 0 requests means no limit. The
 * maximum age, in seconds, needs no filter and also ends idle workers; 0 means no limit. Changes
 * apply to workers that start afterwards.
 *
 * <p>All attributes of {@link StandardThreadExecutor} remain available, and all attributes are also
 * attributes of its MBean {@code Catalina:type=Executor,name=…}. An attribute that is unknown or
 * out of range fails the start, where Tomcat itself would only log a warning.
 *
 * <p>While the JVM cannot start a thread, no worker ends, and tasks wait in the queue.
 *
 * <p>{@link #setMaxThreads} sets the configured maximum; {@link #getMaxThreads} returns the current
 * one, which is higher by one for each stuck worker that has been replaced. Inherited methods are
 * as thread-safe as in {@link StandardThreadExecutor}; the methods that this class adds are
 * thread-safe.
 */
public final class RecyclingExecutor extends StandardThreadExecutor {

  private static final Logger LOGGER = System.getLogger(RecyclingExecutor.class.getName());
  private static final String DEFAULT_NAME = "recycling";
  private static final long STOP_TIMEOUT_SECONDS = 5;

  private final AttributeProblems problems = new AttributeProblems();
  private final Executor starter;
  private final RetirementSettings settings = new RetirementSettings(RetirementRule.NONE);
  private volatile @Nullable Workers workers;

  /** Creates an executor with Tomcat's default sizes and without limits, for server.xml. */
  public RecyclingExecutor() {
    this(Runnable::run);
  }

  /**
   * Creates an executor that recycles workers after a number of requests; {@link #install} it.
   *
   * @param maxThreads the maximum number of threads
   * @param minSpareThreads the minimum number of threads
   * @param maxRequests requests after which a worker ends, 0 for no limit
   * @param maxRequestsJitter upper limit of the random number that is added for each worker, 0 or
   *     more
   * @throws IllegalArgumentException if a number is out of range
   */
  public RecyclingExecutor(
      int maxThreads, int minSpareThreads, int maxRequests, int maxRequestsJitter) {
    this(Runnable::run);
    PoolSize size = new PoolSize(minSpareThreads, maxThreads, maxIdleTime);
    this.maxThreads = size.maximum();
    this.minSpareThreads = size.core();
    settings.change(old -> new RetirementRule(maxRequests, maxRequestsJitter, 0, 0));
  }

  /** Creates an executor for tests; {@code starter} runs the start of each thread. */
  RecyclingExecutor(Executor starter) {
    this.starter = starter;
  }

  /**
   * Makes connectors serve their requests on this executor, which starts and stops with their
   * service. An executor without a name receives one that is unused in the service.
   *
   * @param service the connectors' service
   * @param connectors connectors that have not started
   * @return this executor
   * @throws IllegalStateException if a connector has started, because it then has its own pool
   */
  public RecyclingExecutor install(Service service, Connector... connectors) {
    for (Connector connector : connectors) {
      if (connector.getState().isAvailable()) {
        throw new IllegalStateException(
            connector + " has already started; install the executor before the connector starts");
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

  /** Returns the number of requests after which a worker ends, or 0 for no limit. */
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
    change("maxRequests", old -> old.withMaxRequests(maxRequests));
  }

  /** Returns the upper limit of the random number added to {@link #getMaxRequests()}. */
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
    change("maxRequestsJitter", old -> old.withMaxRequestsJitter(maxRequestsJitter));
  }

  /** Returns the age in seconds at which a worker ends, or 0 for no limit. */
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
    change("maxLifetimeSeconds", old -> old.withMaxLifetimeSeconds(maxLifetimeSeconds));
  }

  /** Returns the upper limit of the random time in seconds added to the age of each worker. */
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
    change(
        "maxLifetimeJitterSeconds",
        old -> old.withMaxLifetimeJitterSeconds(maxLifetimeJitterSeconds));
  }

  /**
   * Records an attribute that Tomcat could not set; the start will fail because of it.
   *
   * @param attribute an unknown attribute, or one whose value does not have the right type
   * @param value the attribute's value
   * @return false, so that Tomcat logs the position of the attribute
   */
  public boolean setProperty(String attribute, String value) {
    problems.notSet(attribute, value);
    return false;
  }

  /** Returns the current maximum, which includes one more for each replaced worker. */
  @Override
  public int getMaxThreads() {
    ThreadPoolExecutor pool = executor;
    return pool == null ? super.getMaxThreads() : pool.getMaximumPoolSize();
  }

  /**
   * {@inheritDoc}
   *
   * @throws LifecycleException if the start fails; the message names all invalid attributes
   */
  @Override
  protected void startInternal() throws LifecycleException {
    try {
      problems.requireNone();
      startPool();
    } catch (IllegalArgumentException | IllegalStateException | ThreadShortageError e) {
      abandonPool();
      throw new LifecycleException("executor \"" + getName() + "\": " + e.getMessage(), e);
    }
    setState(LifecycleState.STARTING);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Interrupts the workers and waits up to 5 seconds for them.
   */
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
            new TomcatRetiringQueue(getMaxQueueSize(), starting),
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

  /** Stops the pool after a failed start, because Tomcat does not stop the executor then. */
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
            "executor \"{0}\": workers are still running {2} seconds after they were interrupted,"
                + " so their threads are left behind; workers={1}",
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
