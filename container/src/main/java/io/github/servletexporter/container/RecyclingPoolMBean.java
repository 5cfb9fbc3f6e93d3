package io.github.servletexporter.container;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a web application can ask a recycling pool, across class loaders: JDK types only.
 *
 * <p>Registered as {@code io.github.servletexporter:type=RecyclingPool,name=…,id=…} in the
 * platform's MBean server while the pool runs. Thread-safe.
 */
public interface RecyclingPoolMBean {

  /** Returns the pool's name. */
  String getName();

  /** Returns after how many requests a worker is due, 0 for no limit. */
  int getMaxRequests();

  /** Returns the most that is drawn on top of {@link #getMaxRequests()} for each worker. */
  int getMaxRequestsJitter();

  /** Returns after how many seconds a worker is due, 0 for no limit. */
  long getMaxLifetimeSeconds();

  /** Returns the most that is drawn on top of {@link #getMaxLifetimeSeconds()}, in seconds. */
  long getMaxLifetimeJitterSeconds();

  /** Returns how many workers have ended because they were due, since the pool started. */
  long getRecycledWorkers();

  /**
   * Returns how many more requests a worker may serve.
   *
   * <p>Only the worker's own thread writes it: 1 less at the end of each request; a web application
   * may also lower it, never raise it. At 0 and below the worker is due and ends with its present
   * job. {@link Long#MIN_VALUE} says that it is due because of its age; whoever finds that must not
   * count further down.
   *
   * @param thread any thread
   * @return the budget, {@link Long#MAX_VALUE} or a little less in a pool without a limit; null
   *     when the thread is no worker of this pool
   */
  @Nullable AtomicLong requestBudget(Thread thread);

  /**
   * Lets the pool have one thread more until a worker has ended, which it does after its present
   * job.
   *
   * @param thread the worker that is to be replaced
   * @return false when it is no worker of this pool, is replaced already or is about to end
   */
  boolean replace(Thread thread);
}
