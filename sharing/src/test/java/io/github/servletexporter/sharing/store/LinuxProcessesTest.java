package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxProcessesTest {

  @TempDir Path proc;
  private LinuxProcesses processes;

  @BeforeEach
  void makeProcessTable() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot\n");
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[1]"));
    process(1, "S", 5);
    process(42, "S", 1000);
    processes = LinuxProcesses.in(proc);
  }

  @Test
  void knowsWhereItIs() {
    assertThat(processes.scope()).isEqualTo("boot pid:[1]");
    assertThat(processes.start(42)).isEqualTo("1000");
    assertThat(processes.start(43)).isEmpty();
  }

  @Test
  void aProcessThatRunsIsNotGone() {
    assertThat(processes.isGone(instance("boot pid:[1]", 42, "1000"))).isFalse();
  }

  @Test
  void aProcessIdThatIsFreeIsGone() {
    assertThat(processes.isGone(instance("boot pid:[1]", 43, "1000"))).isTrue();
  }

  @Test
  void aProcessIdThatIsAnothersNowIsGone() {
    assertThat(processes.isGone(instance("boot pid:[1]", 42, "999"))).isTrue();
  }

  /** A killed process whose parent has not reaped it, as is usual in containers without an init. */
  @Test
  void aZombieIsGone() throws IOException {
    process(42, "Z", 1000);

    assertThat(processes.isGone(instance("boot pid:[1]", 42, "1000"))).isTrue();
  }

  /** Two containers may have one host name and a process 1 each. */
  @Test
  void knowsNothingOfOtherContainersAndHosts() {
    assertThat(processes.isGone(instance("boot pid:[2]", 43, "1000"))).isFalse();
    assertThat(processes.isGone(instance("another boot pid:[1]", 43, "1000"))).isFalse();
    assertThat(processes.isGone(instance("", 43, "1000"))).isFalse();
    assertThat(processes.isGone(instance("boot pid:[1]", 43, ""))).isFalse();
  }

  @Test
  void knowsNothingWhereProcessesOfOthersAreHidden() throws IOException {
    Files.delete(proc.resolve("1/stat"));

    assertThat(processes.isGone(instance("boot pid:[1]", 43, "1000"))).isFalse();
  }

  @Test
  void knowsNothingWithoutAProcessTable() {
    LinuxProcesses none = LinuxProcesses.in(proc.resolve("none"));

    assertThat(none.scope()).isEmpty();
    assertThat(none.isGone(instance("", 43, ""))).isFalse();
  }

  @Test
  void findsItself() {
    LinuxProcesses real = LinuxProcesses.in(Path.of("/proc"));
    long pid = ProcessHandle.current().pid();

    assertThat(real.isGone(instance(real.scope(), pid, real.start(pid)))).isFalse();
    assertThat(real.start(pid)).matches("\\d+");
  }

  private void process(long pid, String state, long start) throws IOException {
    Path directory = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(
        directory.resolve("stat"),
        pid + " (a) b) c) " + state + " 0".repeat(18) + " " + start + " 0 0\n");
  }

  private static InstanceIdentity instance(String scope, long pid, String start) {
    return new InstanceIdentity("host", scope, pid, start, 1, "", 1);
  }
}
