package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configuration keys that pages and examples name exist. */
class DocumentedKeysTest {

  private static final Pattern FULL_NAME =
      Pattern.compile("servlet-exporter\\.([a-z][a-z-]*(?:\\.[a-z][a-z-]*)*)");

  /** Code of the form {@code key=value}. Values of other programs are in quotation marks. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?<!`)`([a-z][a-z-]*(?:\\.[a-z][a-z-]*)*)=[^`\"]+`(?!`)");

  /** The rest of the name of the file {@code servlet-exporter.properties}. */
  private static final String FILE = "properties";

  private static final Set<String> KEYS =
      ConfigKey.all().stream()
          .map(key -> key.name().substring(ConfigKey.PREFIX.length()))
          .collect(Collectors.toSet());

  @ParameterizedTest
  @MethodSource("texts")
  void keysExist(PublishedText text) {
    assertThat(text.findGroup(FULL_NAME)).filteredOn(key -> !key.equals(FILE)).isSubsetOf(KEYS);
    assertThat(text.findGroup(ASSIGNMENT)).isSubsetOf(KEYS);
  }

  @Test
  void patternsFindSomething() throws IOException {
    assertThat(texts()).flatMap(text -> text.findGroup(FULL_NAME)).hasSizeGreaterThan(50);
    assertThat(texts()).flatMap(text -> text.findGroup(ASSIGNMENT)).hasSizeGreaterThan(20);
  }

  private static List<PublishedText> texts() throws IOException {
    return PublishedText.all();
  }
}
