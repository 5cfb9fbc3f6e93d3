package io.github.servletexporter.listener.status;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;

/**
 * Source of readings of this process, which does not depend on the collectors of a scrape: another
 * web application of the JVM may own those. Thread-safe.
 */
public final class JvmProbe {

  private static final double MILLIS_PER_SECOND = 1e3;

  private final HostUsage host = HostUsage.find();

  /** Creates a probe. */
  public JvmProbe() {}

  /**
   * Takes a reading.
   *
   * @param nanos present time of the ticker
   */
  public JvmReading read(long nanos) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    Map<Thread.State, Integer> threads = threadsByState(ManagementFactory.getThreadMXBean());
    return new JvmReading(
        nanos,
        heap.getUsed(),
        heap.getCommitted(),
        known((double) heap.getMax()),
        gcPauseSeconds(),
        host.cpuSeconds(),
        system.getAvailableProcessors(),
        host.machineLoad(),
        threads.getOrDefault(Thread.State.RUNNABLE, 0),
        threads.getOrDefault(Thread.State.BLOCKED, 0),
        threads.getOrDefault(Thread.State.WAITING, 0)
            + threads.getOrDefault(Thread.State.TIMED_WAITING, 0),
        host.descriptors(),
        host.descriptorsMax());
  }

  private static double known(double value) {
    return value < 0 ? Double.NaN : value;
  }

  private static Map<Thread.State, Integer> threadsByState(ThreadMXBean threads) {
    Map<Thread.State, Integer> counts = new EnumMap<>(Thread.State.class);
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        counts.merge(thread.getThreadState(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static double gcPauseSeconds() {
    double millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis +=
          stopsTheApplication(collector.getName()) ? Math.max(0, collector.getCollectionTime()) : 0;
    }
    return millis / MILLIS_PER_SECOND;
  }

  /** The beans of concurrent phases also report a time, in which the application runs. */
  private static boolean stopsTheApplication(String collector) {
    return !collector.contains("Concurrent") && !collector.contains("Cycles");
  }
}
