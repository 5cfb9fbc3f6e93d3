package io.github.servletexporter.container.load;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The recycling pools of this JVM as a web application finds them: by JMX, without our types. */
public final class Pools {

  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private Pools() {}

  /** Their names. */
  public static Set<ObjectName> names() {
    try {
      return SERVER.queryNames(
          new ObjectName("io.github.servletexporter:type=RecyclingPool,*"), null);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  /** The budget of a worker, from whichever pool knows it. */
  public static AtomicLong budget(Thread thread) {
    AtomicLong budget = budgetOrNull(thread);
    if (budget == null) {
      throw new AssertionError(thread + " is nobody's worker");
    }
    return budget;
  }

  /** The same; null for a thread that no pool knows. */
  public static AtomicLong budgetOrNull(Thread thread) {
    for (ObjectName pool : names()) {
      if (invoke(pool, "requestBudget", thread) instanceof AtomicLong budget) {
        return budget;
      }
    }
    return null;
  }

  /** Whether a pool agrees to replace a worker. */
  public static boolean replace(Thread thread) {
    return names().stream().anyMatch(pool -> (boolean) invoke(pool, "replace", thread));
  }

  /** An attribute of the one pool that there is. */
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
