package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Log lines quoted on the page on troubleshooting are in the code. */
class TroubleshootingTest {

  private static final PublishedText PAGE = PublishedText.read("docs/troubleshooting.md");

  /** First cell of a row that consists of code only. */
  private static final Pattern LOG_LINE = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  /** Join of two string literals. */
  private static final Pattern JOIN = Pattern.compile("\"\\s*\\+\\s*\"");

  private static String code = "";

  @BeforeAll
  static void readCode() {
    code =
        PublishedText.sources("src/main")
            .map(TroubleshootingTest::literals)
            .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("logLines")
  void logLineIsInTheCode(String line) {
    assertThat(List.of(line.split("…")))
        .extracting(String::strip)
        .allSatisfy(fragment -> assertThat(code.contains(fragment)).as(fragment).isTrue());
  }

  @Test
  void quotesLogLines() {
    assertThat(logLines()).hasSizeGreaterThan(10);
  }

  private static Collection<String> logLines() {
    return PAGE.findGroup(LOG_LINE);
  }

  /** Returns the source with joined literals and without the escapes of messages. */
  private static String literals(Path file) {
    try {
      return JOIN.matcher(Files.readString(file))
          .replaceAll("")
          .replace("''", "'")
          .replace("\\\"", "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
