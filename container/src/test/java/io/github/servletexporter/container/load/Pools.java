package io.github.servletexporter.container.load;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Recycling pools of this JVM as a web application finds them: by JMX, without types of this
 * module.
 */
public final class Pools {

  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private Pools() {}

  /** Returns the names of the MBeans. */
  public static Set<ObjectName> names() {
    try {
      return SERVER.queryNames(
          new ObjectName("io.github.servletexporter:type=RecyclingPool,*"), null);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the budget of a worker from the pool to which it belongs. */
  public static AtomicLong budget(Thread thread) {
    AtomicLong budget = budgetOrNull(thread);
    if (budget == null) {
      throw new AssertionError(thread + " is not a worker of any pool");
    }
    return budget;
  }

  /** Returns the budget of a thread, or null if it belongs to no pool. */
  public static AtomicLong budgetOrNull(Thread thread) {
    for (ObjectName pool : names()) {
      if (invoke(pool, "requestBudget", thread) instanceof AtomicLong budget) {
        return budget;
      }
    }
    return null;
  }

  /** Returns whether a pool replaces a worker. */
  public static boolean replace(Thread thread) {
    return names().stream().anyMatch(pool -> (boolean) invoke(pool, "replace", thread));
  }

  /** Returns an attribute of the only pool. */
  public static Object attribute(String attribute) {
    try {
      return SERVER.getAttribute(names().iterator().next(), attribute);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  private static Object invoke(ObjectName pool, String operation, Thread thread) {
    try {
      return SERVER.invoke(
          pool, operation, new Object[] {thread}, new String[] {Thread.class.getName()});
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }
}
