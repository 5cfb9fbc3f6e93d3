package io.github.servletexporter.listener.aggregate;

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

/** Holds docs/aggregation.md to the rules. Write the table anew with {@code -Ddocs.update=true}. */
class AggregationDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/aggregation.md");
  private static final String START = "<!-- table -->\n";

  private static final Map<GaugeMode, String> WORDS =
      Map.of(
          GaugeMode.SUM, "sum",
          GaugeMode.LIMIT, "limit",
          GaugeMode.MIN, "least",
          GaugeMode.MAX, "greatest",
          GaugeMode.MOST_RECENT, "of the live member that started last",
          GaugeMode.ALL, "each member's own, with the label `instance`");

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
            row("`jvm_…`, `process_…`", GaugeRules.of("jvm_memory_max_bytes")),
            row("… but times and ratios", GaugeRules.of("process_start_time_seconds")),
            row("any other", GaugeRules.of("any_other")));
    return Stream.of(Stream.of("| Gauge | Merged |", "|---|---|"), ours, others)
        .flatMap(rows -> rows)
        .collect(Collectors.joining("\n"));
  }

  private static String row(String name, GaugeMode mode) {
    return "| %s | %s |".formatted(name, WORDS.get(mode));
  }
}
