package io.github.servletexporter.it.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DelimitedMessagesTest {
  @Test
  void readsTheFirstFieldOfEachMessage() {
    byte[] bytes = {5, 10, 1, 'a', 16, 7, 4, 10, 2, 'b', 'c'};

    assertThat(DelimitedMessages.firstFields(bytes)).containsExactly("a", "bc");
  }

  @Test
  void readsLengthsOfSeveralBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0xcb, 1, 10, (byte) 0xc8, 1});
    bytes.writeBytes("x".repeat(200).getBytes(StandardCharsets.US_ASCII));

    assertThat(DelimitedMessages.firstFields(bytes.toByteArray())).containsExactly("x".repeat(200));
  }

  @Test
  void refusesAMessageThatBeginsOtherwise() {
    byte[] bytes = {2, 16, 1};

    assertThatThrownBy(() -> DelimitedMessages.firstFields(bytes))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
