package io.github.servletexporter.listener.worker;

import java.util.Arrays;

/** What threads have used. As it stands, a JVM that tells nothing. Thread-safe. */
interface ThreadUsage {

  /** Stands for what this JVM does not tell, or not of a dead thread. */
  long UNKNOWN = -1;

  /** Returns what this JVM tells. */
  static ThreadUsage ofThisJvm() {
    try {
      return HotSpotThreadUsage.find();
    } catch (LinkageError moduleMissing) {
      return new ThreadUsage() {}; // jdk.management is not in this run-time image
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
