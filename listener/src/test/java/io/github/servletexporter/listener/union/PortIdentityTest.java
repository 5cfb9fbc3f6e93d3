package io.github.servletexporter.listener.union;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PortIdentityTest {

  private static final int PORT = 9404;

  @Test
  void containsNoKeyThatIsNotSet() throws Exception {
    byte[] nothing = MessageDigest.getInstance("SHA-256").digest(new byte[0]);

    assertThat(PortIdentity.of(Config.builder().set(ConfigKey.PORT, PORT).build()))
        .contains("127.0.0.1:9404 " + HexFormat.of().formatHex(nothing));
  }

  @Test
  void dependsOnEachSettingOfTheClients() throws Exception {
    String token =
        ConfigKey.AUTH_TOKEN.name().length()
            + ":"
            + ConfigKey.AUTH_TOKEN.name()
            + "22:Optional[0123456789ab]";
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    Config.Builder secured = Config.builder().set(ConfigKey.PORT, PORT);
    secured.set(ConfigKey.AUTH_TOKEN, "0123456789ab");

    assertThat(PortIdentity.of(secured.build()))
        .contains("127.0.0.1:9404 " + HexFormat.of().formatHex(digest));
  }

  @Test
  void isAbsentWithoutAPortThatOthersCouldHave() {
    assertThat(PortIdentity.of(Config.defaults())).isEmpty();
    assertThat(PortIdentity.of(Config.builder().set(ConfigKey.PORT, 0).build())).isEmpty();
  }
}
