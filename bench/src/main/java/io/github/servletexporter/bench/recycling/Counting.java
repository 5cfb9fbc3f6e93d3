package io.github.servletexporter.bench.recycling;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The filter's part in recycling: takes 1 off the budget of the worker at the end of each request.
 *
 * <p>Thread-safe. Off, it does nothing, as on a plain pool.
 */
final class Counting {

  private final ConcurrentHashMap<Thread, AtomicLong> budgets = new ConcurrentHashMap<>();
  private final boolean on;

  Counting(boolean on) {
    this.on = on;
  }

  /** Returns whether the connection should end with the request that starts now. */
  boolean isOverLimit() {
    return on && current().getPlain() <= 0;
  }

  /** Counts a request that has ended. */
  void count() {
    if (on) {
      AtomicLong budget = current();
      budget.setOpaque(budget.getPlain() - 1);
    }
  }

  private AtomicLong current() {
    Thread thread = Thread.currentThread();
    AtomicLong budget = budgets.get(thread);
    return budget != null ? budget : find(thread);
  }

  private AtomicLong find(Thread thread) {
    budgets.keySet().removeIf(worker -> !worker.isAlive());
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      for (ObjectName pool :
          server.queryNames(
              new ObjectName("io.github.servletexporter:type=RecyclingPool,*"), null)) {
        Object budget =
            server.invoke(
                pool,
                "requestBudget",
                new Object[] {thread},
                new String[] {Thread.class.getName()});
        if (budget instanceof AtomicLong found) {
          budgets.put(thread, found);
          return found;
        }
      }
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException(thread + " is no worker of a recycling pool");
  }
}
