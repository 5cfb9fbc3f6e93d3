package io.github.servletexporter.listener.worker;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the worker side needs of the container's pools. Thread-safe; throws nothing. */
public interface WorkerPools {

  /** Returns the label of a worker's pool. */
  String poolOf(Thread thread);

  /** Returns the budget that a worker shares with its pool, or null when the pool can't end it. */
  @Nullable AtomicLong budget(Thread thread);

  /** Returns the number of requests after which a pool of its own accord ends workers, or 0. */
  long ownLimit(String pool);

  /** Returns what to install so that a pool can end workers: the rest of a sentence. */
  String advice();
}
