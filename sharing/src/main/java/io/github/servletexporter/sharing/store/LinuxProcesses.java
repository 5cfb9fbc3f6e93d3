package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.InputFile;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Processes of a Linux host that are visible in this JVM's namespace of process ids.
 *
 * <p>Two containers may have the same host name and both have a process 1, so process ids are
 * compared only within one boot of one kernel and one namespace. The start of a process is
 * expressed in ticks since that boot, because a Unix time depends on the clock.
 *
 * <p>On other systems nothing is known, so instances count as dead only after a long silence.
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

  /** Returns the processes in a {@code /proc} directory. */
  public static LinuxProcesses in(Path proc) {
    return new LinuxProcesses(proc, scope(proc));
  }

  /** Returns the scope of process ids; empty if it is unknown. */
  public String scope() {
    return scope;
  }

  /** Returns the name of the host; empty if it is unknown. */
  public String host() {
    try {
      return InputFile.text(proc.resolve("sys/kernel/hostname")).strip();
    } catch (IOException | RuntimeException unknown) {
      return "";
    }
  }

  /** Returns the start of a process in ticks since boot; empty if it is unknown. */
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

  /** Returns whether processes of other users are visible; with hidepid, absence means nothing. */
  private boolean seesOthers() {
    return Files.exists(proc.resolve("1/stat"));
  }

  /** The name of the command is in parentheses and may itself contain blanks and parentheses. */
  private String @Nullable [] status(long pid) throws IOException {
    try {
      String line = InputFile.text(proc.resolve(pid + "/stat"));
      return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    } catch (FileNotFoundException none) {
      return null;
    }
  }

  private static String scope(Path proc) {
    try {
      String boot = InputFile.text(proc.resolve("sys/kernel/random/boot_id")).strip();
      return boot + " " + Files.readSymbolicLink(proc.resolve("self/ns/pid"));
    } catch (IOException | RuntimeException unknown) {
      return "";
    }
  }
}
