package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

  private final Authenticator both = authenticator("prometheus", "p:ss", "t0ken");

  @Test
  void admitsEveryoneIfNoCredentialsAreSet() {
    assertThat(authenticator(null, null, null).accepts(null)).isTrue();
  }

  @Test
  void admitsTheRightUserAndTheRightToken() {
    assertThat(both.accepts(basic("prometheus:p:ss"))).isTrue();
    assertThat(both.accepts("Bearer t0ken")).isTrue();
    assertThat(both.accepts("bearer  t0ken ")).isTrue();
    assertThat(both.challenges()).hasSize(2);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Bearer t0ke", "Basic", "Basic t0ken", "Basic %%%", "X"})
  void refusesAnythingElse(String authorization) {
    assertThat(both.accepts(authorization)).isFalse();
  }

  @Test
  void refusesAWrongPasswordAndASchemeThatIsOff() {
    assertThat(both.accepts(basic("prometheus:wrong"))).isFalse();
    assertThat(both.accepts(basic("prometheus"))).isFalse();
    assertThat(authenticator(null, null, "t").accepts(basic("a:b"))).isFalse();
    assertThat(authenticator("a", "b", null).accepts("Bearer b")).isFalse();
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  private static Authenticator authenticator(String user, String password, String token) {
    WebApp webApp = new WebApp("/app", AuthenticatorTest.class.getClassLoader());
    return new Authenticator(user, password, token, new AuthFailures(webApp, Ticker.system()));
  }
}
