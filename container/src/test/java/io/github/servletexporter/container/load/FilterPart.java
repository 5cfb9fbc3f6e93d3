package io.github.servletexporter.container.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Does with a worker's budget what the filter of a web application does, and keeps count. */
public final class FilterPart {

  private final Map<Thread, Worker> workers = new ConcurrentHashMap<>();

  /** A worker as the filter sees it; its own thread writes. */
  private static final class Worker {
    private final AtomicLong budget;
    private volatile long requests;

    private Worker(AtomicLong budget) {
      this.budget = budget;
    }
  }

  /** At a request's start: whether the connection should end with it. */
  public boolean startsOverLimit() {
    return current().budget.getPlain() <= 0;
  }

  /** At a request's end. */
  public void end() {
    Worker worker = current();
    worker.requests++;
    long left = worker.budget.getPlain();
    if (left != Long.MIN_VALUE) {
      worker.budget.setOpaque(left - 1);
    }
  }

  /** The requests of every worker that has served one, ended or not. */
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
