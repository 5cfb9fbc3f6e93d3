package io.github.servletexporter.listener.worker;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The pools that workers belong to, and their support for recycling. Thread-safe; never throws. */
interface WorkerPools {

  /** Returns the label of the pool of a worker. */
  String poolOf(Thread thread);

  /**
   * Returns the number of requests that a worker may still start, which it shares with its pool;
   * null if the pool cannot end the worker.
   */
  @Nullable AtomicLong budget(Thread thread);

  /** Returns the number of requests after which a pool itself ends its workers, or 0. */
  long ownLimit(String pool);

  /** Returns advice on how to enable recycling, as the second half of a log line. */
  String advice();
}
