package io.github.servletexporter.container.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Substitute for the filter of a web application: updates the budgets of workers and counts
 * requests.
 */
public final class FilterPart {

  private final Map<Thread, Worker> workers = new ConcurrentHashMap<>();

  /** Worker as the filter sees it. Written by its own thread. */
  private static final class Worker {
    private final AtomicLong budget;
    private volatile long requests;

    private Worker(AtomicLong budget) {
      this.budget = budget;
    }
  }

  /** Starts a request; returns whether its connection should be closed. */
  public boolean startsOverLimit() {
    return current().budget.getPlain() <= 0;
  }

  /** Ends a request. */
  public void end() {
    Worker worker = current();
    worker.requests++;
    long left = worker.budget.getPlain();
    if (left != Long.MIN_VALUE) {
      worker.budget.setOpaque(left - 1);
    }
  }

  /** Returns the number of requests of each worker, including workers that have ended. */
  public Map<Thread, Long> requestsByWorker() {
    Map<Thread, Long> requests = new ConcurrentHashMap<>();
    workers.forEach((thread, worker) -> requests.put(thread, worker.requests));
    return requests;
  }

  private Worker current() {
    return workers.computeIfAbsent(
        Thread.currentThread(), thread -> new Worker(Pools.budget(thread)));
  }
}
