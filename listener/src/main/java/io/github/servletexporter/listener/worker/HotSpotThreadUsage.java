package io.github.servletexporter.listener.worker;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Resource usage of threads according to HotSpot's extended thread bean. Thread-safe. */
final class HotSpotThreadUsage implements ThreadUsage {

  private final ThreadMXBean threads;
  private final boolean cpu;
  private final boolean allocation;

  private HotSpotThreadUsage(ThreadMXBean threads) {
    this.threads = threads;
    this.cpu = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    this.allocation =
        threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled();
  }

  static ThreadUsage find() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        ? new HotSpotThreadUsage(threads)
        : new ThreadUsage() {};
  }

  @Override
  public long currentCpuNanos() {
    return cpu ? threads.getCurrentThreadCpuTime() : UNKNOWN;
  }

  @Override
  public long currentAllocatedBytes() {
    return allocation ? threads.getThreadAllocatedBytes(Thread.currentThread().getId()) : UNKNOWN;
  }

  @Override
  public long[] cpuNanos(long[] threadIds) {
    return cpu ? threads.getThreadCpuTime(threadIds) : ThreadUsage.super.cpuNanos(threadIds);
  }

  @Override
  public long[] allocatedBytes(long[] threadIds) {
    return allocation
        ? threads.getThreadAllocatedBytes(threadIds)
        : ThreadUsage.super.allocatedBytes(threadIds);
  }
}
