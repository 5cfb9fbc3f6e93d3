package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

  @Test
  void keepsOrdinaryText() {
    assertThat(VisibleText.shown("Grüße, 世界 😀 <b>", 100)).isEqualTo("Grüße, 世界 😀 <b>");
    assertThat(VisibleText.shown("", 5)).isEmpty();
    assertThat(VisibleText.shown("abcde", 5)).isEqualTo("abcde");
  }

  @Test
  void cutsLongText() {
    assertThat(VisibleText.shown("abcdef", 5)).isEqualTo("abcd…");
    assertThat(VisibleText.shown("x".repeat(5_000_000), 200)).hasSize(200).endsWith("x…");
  }

  @Test
  void neverSplitsASurrogatePair() {
    assertThat(VisibleText.shown("abc😀😀", 5)).isEqualTo("abc…");
    assertThat(VisibleText.shown("abc😀", 5)).isEqualTo("abc😀");
    assertThat(VisibleText.shown("a\ud83d", 50)).isEqualTo("a\\ud83d");
    assertThat(VisibleText.shown("\ude00a", 50)).isEqualTo("\\ude00a");
  }

  @Test
  void escapesInvisibleCharacters() {
    assertThat(VisibleText.shown("a\0b\r\n\u001b[31m\u202egnp\u2066\u2028\u0085", 100))
        .isEqualTo("a\\u0000b  \\u001b[31m\\u202egnp\\u2066\\u2028\\u0085");
  }

  @Test
  void neverExceedsItsLimit() {
    for (int max = 1; max < 40; max++) {
      assertThat(VisibleText.shown("\0😀a\u202eb😀😀\0\0", max).length()).isLessThanOrEqualTo(max);
    }
  }
}
