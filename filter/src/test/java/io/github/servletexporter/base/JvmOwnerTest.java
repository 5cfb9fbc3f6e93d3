package io.github.servletexporter.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmOwnerTest {

  private static final String PROPERTY = JvmOwnerTest.class.getName();

  private final JvmOwner first = new JvmOwner(PROPERTY, "/first");
  private final JvmOwner second = new JvmOwner(PROPERTY, "/second");

  @Test
  void isTheFirstThatClaims() {
    assertThat(first.claim()).isTrue();
    assertThat(second.claim()).isFalse();
    assertThat(first.claim()).isTrue();
    assertThat(System.getProperty(PROPERTY)).startsWith("/first#");

    first.release();
    assertThat(second.claim()).isTrue();

    second.release();
    assertThat(System.getProperty(PROPERTY)).isNull();
  }

  @Test
  void isNotReleasedByAnother() {
    first.claim();

    second.release();

    assertThat(second.claim()).isFalse();
    first.release();
  }
}
