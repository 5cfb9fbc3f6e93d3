package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.ConfigLoader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything in Gunicorn and its exporter that a user may have configured has a row on the page for
 * those who come from there, and its configuration files are valid.
 */
class GunicornPageTest {

  private static final PublishedText PAGE = PublishedText.read("docs/gunicorn.md");
  private static final Path SCENARIOS = Path.of("..", "docs", "gunicorn");

  /** Row of a table with an answer in its second cell. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| [^| ].*\\|$");

  private static final Pattern LINK = Pattern.compile("\\(gunicorn/([a-z-]+\\.properties)\\)");

  /** Keys that need a file which exists on the user's machine only. */
  private static final String TOKEN_FILE = "/etc/myapp/metrics-token";

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("names")
  void hasACounterpartForEachName(String name) {
    Pattern word = Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])");

    assertThat(PAGE.findGroup(ROW)).anyMatch(cell -> word.matcher(cell).find());
  }

  @Test
  void linksEachScenario() throws IOException {
    assertThat(PAGE.findGroup(LINK))
        .containsExactlyInAnyOrderElementsOf(
            scenarios().stream().map(file -> file.getFileName().toString()).toList())
        .hasSize(6);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void hasScenariosThatAreValid(Path scenario) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "secret\n");
    Path copy = directory.resolve("copy.properties");
    Files.writeString(copy, Files.readString(scenario).replace(TOKEN_FILE, token.toString()));
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      ConfigLoader loader =
          new ConfigLoader(
              Map.of(),
              Map.of(),
              Map.of(ConfigKey.CONFIG_FILE.name(), copy.toString()),
              Map.of(),
              empty);

      assertThat(loader.load().warnings()).isEmpty();
    }
  }

  private static List<String> names() throws IOException {
    try (InputStream names =
        Objects.requireNonNull(GunicornPageTest.class.getResourceAsStream("gunicorn-names.txt"))) {
      return new String(names.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .toList();
    }
  }

  private static List<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files.sorted().toList();
    }
  }
}
