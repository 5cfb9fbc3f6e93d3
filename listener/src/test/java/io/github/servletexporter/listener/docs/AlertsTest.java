package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alert has a section and tests, which promtool runs in the profile {@code operator}. */
class AlertsTest {

  private static final PublishedText RULES = PublishedText.read("docs/prometheus/alerts.yml");
  private static final PublishedText TESTS = PublishedText.read("docs/prometheus/alerts.test.yml");
  private static final PublishedText PAGE = PublishedText.read("docs/alerts.md");
  private static final String PAGE_URL =
      "https://github.com/servlet-exporter/servlet-exporter/blob/main/docs/alerts.md";
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  @ParameterizedTest
  @MethodSource("alerts")
  void saysHowBadItIsAndWhatToDo(String alert) {
    String rule = section(alert);

    assertThat(rule)
        .containsPattern("severity: (critical|warning)\n")
        .containsPattern("summary: \".+\"\n")
        .containsPattern("description: \".+\"\n")
        .contains("runbook_url: \"" + PAGE_URL + "#" + alert.toLowerCase(Locale.ROOT) + "\"");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void isTestedQuietAndFiring(String alert) {
    String test = "- alertname: %s\\s+eval_time: \\w+\\s+exp_alerts:".formatted(alert);

    assertThat(TESTS.text())
        .containsPattern(test + " \\[\\]")
        .containsPattern(test + "\\s+- exp_labels");
  }

  @Test
  void thePageHasAllAlertsAndNoOther() {
    assertThat(
            PAGE.text()
                .lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4)))
        .containsExactlyInAnyOrderElementsOf(names());
  }

  private static String section(String alert) {
    String text = RULES.text();
    int start = text.indexOf("- alert: " + alert + "\n");
    int end = text.indexOf("- alert: ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  private static Stream<String> alerts() {
    return names().stream();
  }

  private static Collection<String> names() {
    return RULES.findGroup(ALERT);
  }
}
