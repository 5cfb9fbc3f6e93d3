package io.github.servletexporter.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the tables in docs/ with the code. {@code -Ddocs.update=true} rewrites them. */
class DocumentationTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern TABLE =
      Pattern.compile("(<!-- table -->\n)(.*?)(<!-- /table -->)", Pattern.DOTALL);

  @Test
  void configurationListsEveryKey() throws IOException {
    assertTable("configuration.md", configurationTable());
  }

  @Test
  void metricsListsEveryFamily() throws IOException {
    assertTable("metrics.md", metricsTable());
  }

  private static void assertTable(String file, String expected) throws IOException {
    Path document = DOCS.resolve(file);
    String text = Files.readString(document);
    Matcher table = TABLE.matcher(text);
    assertThat(table.find()).as("a table in %s", file).isTrue();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(
          document, table.replaceFirst("$1" + Matcher.quoteReplacement(expected) + "$3"));
    } else {
      assertThat(table.group(2)).isEqualTo(expected);
    }
  }

  private static String configurationTable() {
    return ConfigKey.all().stream()
        .map(
            key ->
                "| `%s` | `%s` | %s | %s | %s |%n"
                    .formatted(
                        key.name(),
                        key.environmentVariable(),
                        key.defaultText().isEmpty() ? "–" : "`" + key.defaultText() + "`",
                        key.expectation(),
                        key.meaning()))
        .collect(
            Collectors.joining(
                "",
                """
                | System property, parameter or file | Environment | Default | Expected | Meaning |
                |---|---|---|---|---|
                """,
                ""));
  }

  private static String metricsTable() {
    return MetricCatalog.all().stream()
        .map(DocumentationTest::row)
        .collect(
            Collectors.joining(
                "",
                """
                | Name | Type | Labels | Meaning |
                |---|---|---|---|
                """,
                ""));
  }

  private static String row(MetricDefinition definition) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            definition.name(),
            definition.type().name().toLowerCase(Locale.ROOT),
            definition.labels().stream()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(", ")),
            definition.help());
  }
}
