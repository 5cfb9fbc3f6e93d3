package io.github.servletexporter.sharing.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares docs/aggregation.md with the merge rules. {@code -Ddocs.update=true} rewrites the table.
 */
class AggregationDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/aggregation.md");
  private static final String START = "<!-- table -->\n";

  private static final Map<GaugeMode, String> WORDS =
      Map.of(
          GaugeMode.SUM, "sum",
          GaugeMode.LIMIT, "limit",
          GaugeMode.MIN, "lowest",
          GaugeMode.MAX, "highest",
          GaugeMode.MOST_RECENT, "value of the live instance that started last",
          GaugeMode.ALL, "one series per instance, with the label `instance`");

  @Test
  void saysHowEachGaugeIsMerged() throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf(START) + START.length();
    String expected =
        document.substring(0, start)
            + table()
            + document.substring(document.indexOf("\n\n", start));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
  }

  private static String table() {
    Stream<String> ours =
        MetricCatalog.all().stream()
            .filter(definition -> definition.type() == MetricDefinition.Type.GAUGE)
            .map(gauge -> row("`" + gauge.name() + "`", GaugeRules.of(gauge.name())));
    Stream<String> others =
        Stream.of(
            row(
                "`jvm_…` and `process_…` that are times or ratios",
                GaugeRules.of("process_start_time_seconds")),
            row("other `jvm_…` and `process_…`", GaugeRules.of("jvm_memory_max_bytes")),
            row("any other gauge", GaugeRules.of("any_other")));
    return Stream.of(Stream.of("| Gauge | Merged |", "|---|---|"), ours, others)
        .flatMap(rows -> rows)
        .collect(Collectors.joining("\n"));
  }

  private static String row(String name, GaugeMode mode) {
    return "| %s | %s |".formatted(name, WORDS.get(mode));
  }
}
