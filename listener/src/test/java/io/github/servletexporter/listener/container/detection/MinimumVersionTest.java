package io.github.servletexporter.listener.container.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumVersionTest {

  /** For example {@code | Tomcat 11.0 | 11.0.27 | … |}. */
  private static final Pattern ROW =
      Pattern.compile("^\\| (Tomcat|Jetty) [0-9.]+ \\| ([0-9]+\\.[0-9]+)\\.([0-9]+) \\|");

  @ParameterizedTest
  @CsvSource({
    "tomcat, 11.0.18, 11.0.27",
    "tomcat, 11.0.0-M1, 11.0.27",
    "tomcat, 10.1.44, 10.1.61",
    "jetty, 12.1.11, 12.1.12",
    "jetty, 12.0.30, 12.0.38"
  })
  void namesTheMinimumOfAnOlderVersion(String container, String version, String minimum) {
    assertThat(MinimumVersion.notReached(container, version))
        .hasToString("Optional[" + minimum + "]");
  }

  /** Operators may hide the version of Tomcat. */
  @ParameterizedTest
  @CsvSource({
    "tomcat, 11.0.27",
    "tomcat, 11.0.100",
    "tomcat, 10.1.62",
    "tomcat, 11.1.0",
    "jetty, 12.1.12",
    "jetty, 12.0.39",
    "jetty, 12.0",
    "jetty, 12.0.99999999999",
    "unknown, 10.1.1",
    "tomcat, ''",
    "tomcat, hidden"
  })
  void acceptsAnyOtherVersion(String container, String version) {
    assertThat(MinimumVersion.notReached(container, version)).isEmpty();
  }

  @Test
  void equalsTheTableInTheDocuments() throws IOException {
    assertThat(Files.readString(Path.of("../docs/security.md")).lines())
        .flatMap(line -> ROW.matcher(line).results().toList())
        .map(
            row ->
                new MinimumVersion(
                    row.group(1).toLowerCase(Locale.ROOT),
                    row.group(2),
                    Integer.parseInt(row.group(3))))
        .containsExactlyElementsOf(MinimumVersion.ALL);
  }
}
