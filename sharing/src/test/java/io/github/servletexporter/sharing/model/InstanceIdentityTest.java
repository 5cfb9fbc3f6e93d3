package io.github.servletexporter.sharing.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.Membership;
import io.github.servletexporter.sharing.codec.Samples;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdentityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../../etc/passwd",
        "a/b\\c:d*?\"<>|",
        "-rf",
        "\0",
        "{hash tag}",
        "\u00fcber",
        "a b",
        "a\nb",
        "CON",
        "%2e%2e"
      })
  void hasAKeyThatIsSafeEverywhere(String hostile) {
    InstanceIdentity member =
        new InstanceIdentity(hostile, hostile, 1, hostile, 2, hostile.repeat(50), 3);

    assertThat(member.key()).matches("m[A-Za-z0-9.-]*_1_2_[A-Za-z0-9.-]*_[0-9a-f]{16}");
    assertThat(InstanceIdentity.isKey(member.key())).isTrue();
  }

  @Test
  void differsInItsKeyWheneverItDiffers() {
    InstanceIdentity member = Samples.identity(1);
    Set<String> keys = new HashSet<>();
    keys.add(member.key());
    keys.add(new InstanceIdentity("host2", "", 1, "", 1, "/a", 1).key());
    keys.add(new InstanceIdentity("host2", "", 1, "", 1, "/a", 2).key());
    keys.add(new InstanceIdentity("host2", "", 1, "", 1, "/\u00e4", 2).key());
    keys.add(new InstanceIdentity("host2", "", 1, "", 1, "/\u00f6", 2).key());
    keys.add(member.withIncarnation(2).key());

    assertThat(keys).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "a\\b", "a\0", "\u00e4", "-x", "_x"})
  void knowsWhatIsNoKey(String text) {
    assertThat(InstanceIdentity.isKey(text)).isFalse();
  }

  @Test
  void readsItsOwnProcess() {
    InstanceIdentity member = new Membership().identity("/app");

    assertThat(member.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(member.host()).isNotBlank();
    assertThat(new Membership().identity("/app")).isNotEqualTo(member);
  }
}
