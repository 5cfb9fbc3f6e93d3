package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All pages and configuration files use one set of ports, so that they fit together: 8080 for the
 * application (8081 to 8083 for further JVMs), 9404 for the metrics port (9405 to 9407), 9090 for
 * Prometheus.
 */
class DocumentedPortsTest {

  /** A port after a host, in a setting such as {@code --port=8080}, or in an expression. */
  private static final Pattern PORT =
      Pattern.compile(
          "(?:(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1?]|instance=\"\\w+|//[a-z][a-z0-9.-]*):"
              + "|\\bport(?:\\\\?\"?[=:] ?\"?|: ?|Number: ?)|ConfigKey\\.PORT, ?|PORT=)(\\d{2,5})\\b(?![%$])",
          Pattern.CASE_INSENSITIVE);

  private static final List<String> PORTS =
      List.of(
          "80", "443", "8080", "8081", "8082", "8083", "8443", // proxy and application
          "9400", "9404", "9405", "9406", "9407", // metrics port
          "9090", "3000", "6379"); // Prometheus, Grafana, Redis

  @ParameterizedTest
  @MethodSource("texts")
  void portsAreTheUsualOnes(PublishedText text) {
    assertThat(text.findGroup(PORT)).isSubsetOf(PORTS);
  }

  @Test
  void thePatternFindsSomething() throws IOException {
    assertThat(texts()).flatMap(text -> text.findGroup(PORT)).hasSizeGreaterThan(20);
  }

  private static List<PublishedText> texts() throws IOException {
    return PublishedText.all();
  }
}
