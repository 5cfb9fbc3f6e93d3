package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Loggers that the page on logging names exist. */
class LoggingPageTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(io\\.github\\.servletexporter\\.[^`]+)` \\|");

  private static final Pattern LOGGER = Pattern.compile("getLogger\\((\\w+)\\.class");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import ([\\w.]+);");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  @Test
  void namesLoggersOfTheCode() {
    Set<String> loggers =
        PublishedText.sources("src/main")
            .flatMap(LoggingPageTest::loggers)
            .collect(Collectors.toSet());

    assertThat(PublishedText.read("docs/logging.md").findGroup(ROW))
        .hasSizeGreaterThan(10)
        .isSubsetOf(loggers);
  }

  private static Stream<String> loggers(Path file) {
    String source;
    try {
      source = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LOGGER
        .matcher(source)
        .results()
        .map(logger -> nameOf(logger.group(1), source))
        .toList()
        .stream();
  }

  private static String nameOf(String type, String source) {
    return IMPORT
        .matcher(source)
        .results()
        .map(imported -> imported.group(1))
        .filter(name -> name.endsWith("." + type))
        .findFirst()
        .orElseGet(() -> packageOf(source) + "." + type);
  }

  private static String packageOf(String source) {
    Matcher matcher = PACKAGE.matcher(source);
    return matcher.find() ? matcher.group(1) : "";
  }
}
