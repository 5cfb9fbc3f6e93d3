package io.github.servletexporter.listener.pool;

import io.github.servletexporter.filter.worker.VirtualThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The pools of this JVM that were made to recycle their workers. They stand on the server's class
 * path, which a web application may not see, so the two meet at an MBean and in JDK types only.
 *
 * <p>Thread-safe. Nothing throws: a pool that can't be asked is left out.
 */
public final class RecyclingPools {

  private static final String PATTERN = "io.github.servletexporter:type=RecyclingPool,*";
  private static final String[] THREAD = {Thread.class.getName()};
  private static final String[] ATTRIBUTES = {
    "Name",
    "MaxRequests",
    "MaxRequestsJitter",
    "MaxLifetimeSeconds",
    "MaxLifetimeJitterSeconds",
    "RecycledWorkers"
  };

  private final MBeanServer beans;
  private final ContainerAdapter container;

  /**
   * Creates a view that is empty as long as no such pool runs.
   *
   * @param beans where the pools register, the platform's MBean server
   * @param container the web application's container, which knows their labels
   */
  public RecyclingPools(MBeanServer beans, ContainerAdapter container) {
    this.beans = beans;
    this.container = container;
  }

  /** Returns those of them that are pools of the web application's server. */
  public List<RecyclingPool> pools() {
    List<RecyclingPool> pools = new ArrayList<>();
    for (ObjectName name : names()) {
      RecyclingPool pool = read(name);
      if (pool != null) {
        pools.add(pool);
      }
    }
    return pools;
  }

  /**
   * Returns how many requests a worker may still begin, in the pool's own counter: 1 is taken off
   * by each request, on the worker's thread. Null when the thread is no worker of any such pool.
   *
   * @param thread a thread that serves requests
   */
  public @Nullable AtomicLong requestBudget(Thread thread) {
    if (VirtualThreads.isVirtual(thread)) {
      return null;
    }
    for (ObjectName name : names()) {
      if (invoke(name, "requestBudget", thread) instanceof AtomicLong budget) {
        return budget;
      }
    }
    return null;
  }

  /**
   * Lets a worker's pool have one thread more until that worker has ended, which it does after its
   * present job.
   *
   * @param thread a worker that hangs
   * @return false when it is no worker of any such pool, or is replaced already
   */
  public boolean replace(Thread thread) {
    for (ObjectName name : names()) {
      if (Boolean.TRUE.equals(invoke(name, "replace", thread))) {
        return true;
      }
    }
    return false;
  }

  private Set<ObjectName> names() {
    try {
      return beans.queryNames(new ObjectName(PATTERN), null);
    } catch (JMException | RuntimeException unreadable) {
      return Set.of();
    }
  }

  private @Nullable Object invoke(ObjectName pool, String operation, Thread thread) {
    try {
      return beans.invoke(pool, operation, new Object[] {thread}, THREAD);
    } catch (JMException | RuntimeException gone) {
      return null;
    }
  }

  private @Nullable RecyclingPool read(ObjectName pool) {
    try {
      Map<String, Object> values = new HashMap<>();
      for (Attribute attribute : beans.getAttributes(pool, ATTRIBUTES).asList()) {
        values.put(attribute.getName(), attribute.getValue());
      }
      String label = container.poolNamed(String.valueOf(values.get("Name")));
      return label == null ? null : snapshot(label, values);
    } catch (JMException | RuntimeException gone) {
      return null;
    }
  }

  private static RecyclingPool snapshot(String label, Map<String, Object> values) {
    return new RecyclingPool(
        label,
        (int) number(values, "MaxRequests"),
        (int) number(values, "MaxRequestsJitter"),
        Duration.ofSeconds(number(values, "MaxLifetimeSeconds")),
        Duration.ofSeconds(number(values, "MaxLifetimeJitterSeconds")),
        number(values, "RecycledWorkers"));
  }

  private static long number(Map<String, Object> values, String attribute) {
    return values.get(attribute) instanceof Number number ? number.longValue() : 0;
  }
}
