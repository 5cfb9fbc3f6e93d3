package io.github.servletexporter.container;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Interface of a recycling pool for web applications. It works across class loaders, because it
 * uses only types of the JDK.
 *
 * <p>Registered as {@code io.github.servletexporter:type=RecyclingPool,name=…,id=…} in the platform
 * MBean server while the pool runs. Thread-safe.
 */
public interface RecyclingPoolMBean {

  /** Returns the pool's name. */
  String getName();

  /** Returns the number of requests after which a worker is due, or 0 for no limit. */
  int getMaxRequests();

  /** Returns the upper limit of the random number added to {@link #getMaxRequests()}. */
  int getMaxRequestsJitter();

  /** Returns the age in seconds at which a worker is due, or 0 for no limit. */
  long getMaxLifetimeSeconds();

  /** Returns the upper limit of the random time added to {@link #getMaxLifetimeSeconds()}. */
  long getMaxLifetimeJitterSeconds();

  /**
   * Returns the number of workers that have ended because they were due, since the pool started.
   */
  long getRecycledWorkers();

  /**
   * Returns the number of requests that a worker may still serve.
   *
   * <p>Only the worker's own thread writes it and subtracts 1 at the end of each request. A web
   * application may lower it further but must never raise it. At 0 and below the worker is due and
   * ends after its current job. {@link Long#MIN_VALUE} means that the worker is due because of its
   * age; this value must not be decremented.
   *
   * @param thread any thread
   * @return the budget, which is {@link Long#MAX_VALUE} or slightly less in a pool without a limit,
   *     or null if the thread is not a worker of this pool
   */
  @Nullable AtomicLong requestBudget(Thread thread);

  /**
   * Allows the pool one more thread until a worker has ended, which happens after its current job.
   *
   * @param thread the worker to be replaced
   * @return false if the thread is not a worker of this pool, or is already replaced or about to
   *     end
   */
  boolean replace(Thread thread);
}
