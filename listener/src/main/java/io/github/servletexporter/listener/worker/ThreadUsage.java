package io.github.servletexporter.listener.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * What threads have used, from HotSpot's extended thread bean; on a JVM without it nothing is
 * known. Thread-safe.
 */
class ThreadUsage {

  /** Stands for what this JVM does not tell, or not of a dead thread. */
  static final long UNKNOWN = -1;

  private ThreadUsage() {}

  static ThreadUsage ofThisJvm() {
    try {
      return HotSpot.ofThisJvm();
    } catch (LinkageError moduleMissing) {
      return new ThreadUsage(); // jdk.management is not in this run-time image
    }
  }

  long currentCpuNanos() {
    return UNKNOWN;
  }

  long currentAllocatedBytes() {
    return UNKNOWN;
  }

  long[] cpuNanos(long[] threadIds) {
    return unknown(threadIds);
  }

  long[] allocatedBytes(long[] threadIds) {
    return unknown(threadIds);
  }

  private static long[] unknown(long[] threadIds) {
    long[] all = new long[threadIds.length];
    Arrays.fill(all, UNKNOWN);
    return all;
  }

  /** Loaded only where its bean can be. */
  private static final class HotSpot extends ThreadUsage {

    private final com.sun.management.ThreadMXBean threads;
    private final boolean cpu;
    private final boolean allocation;

    private HotSpot(com.sun.management.ThreadMXBean threads) {
      this.threads = threads;
      this.cpu = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
      this.allocation =
          threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled();
    }

    static ThreadUsage ofThisJvm() {
      ThreadMXBean bean = ManagementFactory.getThreadMXBean();
      return bean instanceof com.sun.management.ThreadMXBean threads
          ? new HotSpot(threads)
          : new ThreadUsage();
    }

    @Override
    long currentCpuNanos() {
      return cpu ? threads.getCurrentThreadCpuTime() : UNKNOWN;
    }

    @Override
    long currentAllocatedBytes() {
      return allocation ? threads.getThreadAllocatedBytes(Thread.currentThread().getId()) : UNKNOWN;
    }

    @Override
    long[] cpuNanos(long[] threadIds) {
      return cpu ? threads.getThreadCpuTime(threadIds) : super.cpuNanos(threadIds);
    }

    @Override
    long[] allocatedBytes(long[] threadIds) {
      return allocation
          ? threads.getThreadAllocatedBytes(threadIds)
          : super.allocatedBytes(threadIds);
    }
  }
}
