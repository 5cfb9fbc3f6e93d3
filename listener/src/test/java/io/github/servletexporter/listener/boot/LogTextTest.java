package io.github.servletexporter.listener.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

  @Test
  void leavesNothingThatEndsALineOrHidesWhatFollows() {
    String text = "a\r\nb\u2028c\u202ed\ud800e\u0000";

    assertThat(LogText.of(text)).isEqualTo("a\\u{d}\\u{a}b\\u{2028}c\\u{202e}d\\u{d800}e\\u{0}");
  }

  @Test
  void keepsWhatPeopleRead() {
    assertThat(LogText.of("Größe 漢字 😀 {0} 'x'")).isEqualTo("Größe 漢字 😀 {0} 'x'");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(LogText.of("x".repeat(10_000))).isEqualTo("x".repeat(500) + "…");
  }

  @Test
  void namesAnExceptionWithoutAMessage() {
    assertThat(LogText.of(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }
}
