package io.github.servletexporter.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccessLineTest {
  @Test
  void readsALine() {
    assertThat(AccessLine.parse("GET 404 /app/x request-7"))
        .isEqualTo(new AccessLine("GET", 404, "/app/x", "request-7"));
  }

  @Test
  void refusesALineWithMoreOrLess() {
    assertThatThrownBy(() -> AccessLine.parse("GET 404 /app/x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AccessLine.parse("GET 404 /app/x a b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
