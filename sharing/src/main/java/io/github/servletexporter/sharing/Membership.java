package io.github.servletexporter.sharing;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.store.LinuxProcesses;
import io.github.servletexporter.sharing.store.ProcessProbe;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Who this member is. Asks the operating system, so only the store's own thread calls. */
public final class Membership {

  private static final int MAX_HOST_LENGTH = 253;

  private final LinuxProcesses processes = LinuxProcesses.in(Path.of("/proc"));
  private final SecureRandom random = new SecureRandom();

  ProcessProbe processes() {
    return processes;
  }

  long nextRandom() {
    return random.nextLong();
  }

  /** Returns a number from zero to less than one. */
  double nextFraction() {
    return random.nextDouble();
  }

  public InstanceIdentity identity(String contextPath) {
    long pid = ProcessHandle.current().pid();
    return new InstanceIdentity(
        host(),
        processes.scope(),
        pid,
        processes.start(pid),
        ManagementFactory.getRuntimeMXBean().getStartTime(),
        contextPath,
        nextRandom());
  }

  /** Asks the kernel rather than a name server, where it can. */
  private String host() {
    String name = processes.host();
    if (name.isEmpty()) {
      try {
        name = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        name = "unknown";
      }
    }
    return name.substring(0, Math.min(name.length(), MAX_HOST_LENGTH));
  }
}
