package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

  private final Authenticator both = new Authenticator("prometheus", "p:ss", "t0ken");

  @Test
  void admitsEveryoneIfNoCredentialsAreSet() {
    assertThat(new Authenticator(null, null, null).admits(null)).isTrue();
  }

  @Test
  void admitsTheRightUserAndTheRightToken() {
    assertThat(both.admits(basic("prometheus:p:ss"))).isTrue();
    assertThat(both.admits("Bearer t0ken")).isTrue();
    assertThat(both.admits("bearer  t0ken ")).isTrue();
    assertThat(both.challenges()).hasSize(2);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Bearer t0ke", "Basic", "Basic t0ken", "Basic %%%", "X"})
  void refusesAnythingElse(String authorization) {
    assertThat(both.admits(authorization)).isFalse();
  }

  @Test
  void refusesAWrongPasswordAndASchemeThatIsOff() {
    assertThat(both.admits(basic("prometheus:wrong"))).isFalse();
    assertThat(both.admits(basic("prometheus"))).isFalse();
    assertThat(new Authenticator(null, null, "t").admits(basic("a:b"))).isFalse();
    assertThat(new Authenticator("a", "b", null).admits("Bearer b")).isFalse();
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }
}
