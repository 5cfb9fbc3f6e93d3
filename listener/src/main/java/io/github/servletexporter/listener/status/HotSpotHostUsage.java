package io.github.servletexporter.listener.status;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Usage according to HotSpot's extended bean of the operating system. Thread-safe. */
final class HotSpotHostUsage implements HostUsage {

  private static final double NANOS_PER_SECOND = 1e9;

  private final OperatingSystemMXBean system;

  private HotSpotHostUsage(OperatingSystemMXBean system) {
    this.system = system;
  }

  static HostUsage find() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? new HotSpotHostUsage(system)
        : new HostUsage() {};
  }

  @Override
  public double cpuSeconds() {
    return known((double) system.getProcessCpuTime()) / NANOS_PER_SECOND;
  }

  @Override
  public double machineLoad() {
    return known(system.getCpuLoad());
  }

  @Override
  public double descriptors() {
    return system instanceof UnixOperatingSystemMXBean unix
        ? known((double) unix.getOpenFileDescriptorCount())
        : Double.NaN;
  }

  @Override
  public double descriptorsMax() {
    return system instanceof UnixOperatingSystemMXBean unix
        ? known((double) unix.getMaxFileDescriptorCount())
        : Double.NaN;
  }

  private static double known(double value) {
    return value < 0 ? Double.NaN : value;
  }
}
