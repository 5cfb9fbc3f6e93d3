package io.github.servletexporter.listener.container;

import io.github.servletexporter.filter.worker.VirtualThreads;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The pools of this JVM that recycle their own workers, such as RecyclingThreadPool. Their classes
 * are on the server's class path and may be hidden from the web application, so both sides
 * communicate through an MBean and through JDK types only.
 *
 * <p>Thread-safe. Does not throw exceptions: a pool that cannot be read is skipped.
 */
public final class RecyclingPools {

  private static final String PATTERN = "io.github.servletexporter:type=RecyclingPool,*";
  private static final String[] THREAD = {Thread.class.getName()};

  private final MBeanServer beans;
  private final PoolDirectory directory;

  /**
   * Creates a view of the pools.
   *
   * @param beans the MBean server in which the pools register themselves
   * @param directory the pools of the web application's server
   */
  public RecyclingPools(MBeanServer beans, PoolDirectory directory) {
    this.beans = beans;
    this.directory = directory;
  }

  /**
   * Returns the number of requests after which a pool ends a worker, as it is configured in the
   * pool itself; 0 if it has no limit or is not a recycling pool of the web application's server.
   *
   * @param pool the label of the pool
   */
  public long maxRequests(String pool) {
    return names().stream()
        .filter(name -> pool.equals(label(name)))
        .map(name -> attribute(name, "MaxRequests"))
        .mapToLong(limit -> limit instanceof Number number ? number.longValue() : 0)
        .findFirst()
        .orElse(0);
  }

  /**
   * Returns the number of requests that a worker may still start. This is the pool's own counter,
   * which each request decrements on the worker's thread. Null if the thread is not a worker of a
   * recycling pool.
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
   * Starts a replacement for a worker: its pool may have one additional thread until the worker has
   * ended, which it does after its current job.
   *
   * @param thread a worker that runs a stuck request
   * @return false if the thread is not a worker of a recycling pool, or is already replaced
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

  private @Nullable String label(ObjectName pool) {
    Object name = attribute(pool, "Name");
    return name == null ? null : directory.poolNamed(name.toString());
  }

  private @Nullable Object attribute(ObjectName pool, String attribute) {
    try {
      return beans.getAttribute(pool, attribute);
    } catch (JMException | RuntimeException unreadable) {
      return null;
    }
  }

  private @Nullable Object invoke(ObjectName pool, String operation, Thread thread) {
    try {
      return beans.invoke(pool, operation, new Object[] {thread}, THREAD);
    } catch (JMException | RuntimeException unregistered) {
      return null;
    }
  }
}
