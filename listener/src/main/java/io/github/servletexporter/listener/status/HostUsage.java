package io.github.servletexporter.listener.status;

/** Source of what only some JVMs and operating systems report; NaN if unknown. */
interface HostUsage {

  /** Returns the source that this JVM offers. */
  static HostUsage find() {
    try {
      return HotSpotHostUsage.find();
    } catch (LinkageError noExtendedBeans) {
      return new HostUsage() {};
    }
  }

  /** Returns the processor time of the process. */
  default double cpuSeconds() {
    return Double.NaN;
  }

  /** Returns the busy share of the processors, from 0 to 1. */
  default double machineLoad() {
    return Double.NaN;
  }

  /** Returns the number of open file descriptors. */
  default double descriptors() {
    return Double.NaN;
  }

  /** Returns the largest number of file descriptors. */
  default double descriptorsMax() {
    return Double.NaN;
  }
}
