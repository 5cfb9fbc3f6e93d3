package io.github.servletexporter.listener.worker;

import java.util.Arrays;

/** Resource usage of threads. The default methods report that it is unknown. Thread-safe. */
interface ThreadUsage {

  /** Value for usage that this JVM does not report, or not for an ended thread. */
  long UNKNOWN = -1;

  /** Returns the usage that this JVM reports. */
  static ThreadUsage ofThisJvm() {
    try {
      return HotSpotThreadUsage.find();
    } catch (LinkageError moduleMissing) {
      return new ThreadUsage() {}; // this run-time image lacks the module jdk.management
    }
  }

  default long currentCpuNanos() {
    return UNKNOWN;
  }

  default long currentAllocatedBytes() {
    return UNKNOWN;
  }

  default long[] cpuNanos(long[] threadIds) {
    return unknown(threadIds);
  }

  default long[] allocatedBytes(long[] threadIds) {
    return unknown(threadIds);
  }

  private static long[] unknown(long[] threadIds) {
    long[] all = new long[threadIds.length];
    Arrays.fill(all, UNKNOWN);
    return all;
  }
}
