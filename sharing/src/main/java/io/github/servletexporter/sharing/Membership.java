package io.github.servletexporter.sharing;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.store.LinuxProcesses;
import io.github.servletexporter.sharing.store.ProcessProbe;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;

/**
 * Membership of this JVM in a shared store: the identities of its instances, and their random
 * numbers. Looks up names in the operating system, so no thread that serves requests may call it.
 */
public final class Membership {

  private static final int MAX_HOST_LENGTH = 253;

  private final LinuxProcesses processes = LinuxProcesses.in(Path.of("/proc"));
  private final SecureRandom random = new SecureRandom();

  /**
   * Returns the name of an instance of this JVM in log lines and label values. Looks up the host
   * name in the operating system.
   *
   * @param application name of the web application, unique in this JVM
   */
  public static String instance(String application) {
    return new Membership().identity(application).instance();
  }

  /**
   * Returns the name of this host if the operating system has it at hand, otherwise an empty text.
   */
  public static String hostWithoutLookup() {
    String name = LinuxProcesses.in(Path.of("/proc")).host();
    for (String variable : List.of("HOSTNAME", "COMPUTERNAME")) {
      name = name.isEmpty() ? Objects.requireNonNullElse(System.getenv(variable), "") : name;
    }
    return name.substring(0, Math.min(name.length(), MAX_HOST_LENGTH));
  }

  ProcessProbe processes() {
    return processes;
  }

  long nextRandom() {
    return random.nextLong();
  }

  /** Returns a random number from zero (inclusive) to one (exclusive). */
  double nextFraction() {
    return random.nextDouble();
  }

  /**
   * Returns a new identity of a web application of this JVM.
   *
   * @param application name of the web application, unique in this JVM
   */
  public InstanceIdentity identity(String application) {
    long pid = ProcessHandle.current().pid();
    return new InstanceIdentity(
        host(),
        processes.scope(),
        pid,
        processes.start(pid),
        ManagementFactory.getRuntimeMXBean().getStartTime(),
        application,
        nextRandom());
  }

  /** Prefers the kernel's name to a lookup, which may involve a name server. */
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
