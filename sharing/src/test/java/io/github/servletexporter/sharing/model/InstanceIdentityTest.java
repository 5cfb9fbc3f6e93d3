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
    InstanceIdentity instance =
        new InstanceIdentity(hostile, hostile, 1, hostile, 2, hostile.repeat(50), 3);

    assertThat(instance.key()).matches("m[A-Za-z0-9.-]*_1_2_[A-Za-z0-9.-]*_[0-9a-f]{16}");
    assertThat(InstanceIdentity.isKey(instance.key())).isTrue();
  }

  @Test
  void differsInItsKeyWheneverItDiffers() {
    InstanceIdentity instance = Samples.identity(1);
    Set<String> keys = new HashSet<>();
    keys.add(instance.key());
    keys.add(new InstanceIdentity("host2", "", 1, "", 1, "/a", 1).key());
    keys.add(new InstanceIdentity("host2", "", 1, "", 1, "/a", 2).key());
    keys.add(new InstanceIdentity("host2", "", 1, "", 1, "/\u00e4", 2).key());
    keys.add(new InstanceIdentity("host2", "", 1, "", 1, "/\u00f6", 2).key());
    keys.add(instance.withIncarnation(2).key());

    assertThat(keys).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "a\\b", "a\0", "\u00e4", "-x", "_x"})
  void knowsWhatIsNoKey(String text) {
    assertThat(InstanceIdentity.isKey(text)).isFalse();
  }

  @Test
  void readsItsOwnProcess() {
    InstanceIdentity instance = new Membership().identity("/app");

    assertThat(instance.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(instance.host()).isNotBlank();
    assertThat(new Membership().identity("/app")).isNotEqualTo(instance);
  }
}
