package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a Linux host, as far as this JVM's namespace of process ids reaches.
 *
 * <p>Two containers may have the same host name and both have a process 1, so a process id is
 * compared only within one boot of one kernel and one namespace. When a process started is told in
 * ticks since that boot: a Unix time moves with the clock.
 *
 * <p>Elsewhere nothing is known, and members fall silent before they count as dead.
 */
public final class LinuxProcesses implements ProcessProbe {

  private static final int STATE_FIELD = 0;

  /** Field 22 of proc(5), counted from the state, which is field 3. */
  private static final int START_FIELD = 19;

  private final Path proc;
  private final String scope;

  private LinuxProcesses(Path proc, String scope) {
    this.proc = proc;
    this.scope = scope;
  }

  /** Returns the processes below a {@code /proc}. */
  public static LinuxProcesses in(Path proc) {
    return new LinuxProcesses(proc, scope(proc));
  }

  /** Returns where a process id means something; empty when that is unknown. */
  public String scope() {
    return scope;
  }

  /** Returns the name of the host; empty when it is unknown. */
  public String host() {
    try {
      return Files.readString(proc.resolve("sys/kernel/hostname")).strip();
    } catch (IOException | RuntimeException unknown) {
      return "";
    }
  }

  /** Returns when a process started, in ticks since boot; empty when that is unknown. */
  public String start(long pid) {
    try {
      String[] status = status(pid);
      return status == null ? "" : status[START_FIELD];
    } catch (IOException | RuntimeException unknown) {
      return "";
    }
  }

  @Override
  public boolean isGone(InstanceIdentity identity) {
    if (scope.isEmpty() || !scope.equals(identity.scope()) || identity.processStart().isEmpty()) {
      return false;
    }
    try {
      String[] status = status(identity.pid());
      if (status == null) {
        return seesOthers();
      }
      return !status[START_FIELD].equals(identity.processStart())
          || status[STATE_FIELD].equals("Z")
          || status[STATE_FIELD].equals("X");
    } catch (IOException | RuntimeException unknown) {
      return false;
    }
  }

  /** Where /proc hides the processes of other users (hidepid), absence says nothing. */
  private boolean seesOthers() {
    return Files.exists(proc.resolve("1/stat"));
  }

  /** The name of the command, in brackets, may have blanks and brackets itself. */
  private String @Nullable [] status(long pid) throws IOException {
    try {
      String line = Files.readString(proc.resolve(pid + "/stat"));
      return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private static String scope(Path proc) {
    try {
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      return boot + " " + Files.readSymbolicLink(proc.resolve("self/ns/pid"));
    } catch (IOException | RuntimeException unknown) {
      return "";
    }
  }
}
