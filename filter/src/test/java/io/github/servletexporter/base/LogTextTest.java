package io.github.servletexporter.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

  @Test
  void leavesNothingThatEndsALineOrHidesWhatFollows() {
    String text = "a\r\nb\u2028c\u202ed\ud800e\u0000";

    assertThat(LogText.escaped(text)).isEqualTo("a\\u000d\\u000ab\\u2028c\\u202ed\\ud800e\\u0000");
  }

  @Test
  void keepsWhatPeopleRead() {
    assertThat(LogText.escaped("Größe 漢字 😀 {0} 'x'")).isEqualTo("Größe 漢字 😀 {0} 'x'");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(LogText.escaped("x".repeat(10_000))).isEqualTo("x".repeat(500) + "...");
  }

  @Test
  void namesAnExceptionWithoutAMessage() {
    assertThat(LogText.escaped(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }
}
