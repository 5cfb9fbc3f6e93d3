package io.github.servletexporter.it.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeTest {
  @Test
  void readsASampleWithoutLabels() {
    Scrape scrape = Scrape.parse("up 1\n");

    assertThat(scrape.samples()).containsExactly(new Sample("up", Map.of(), 1));
  }

  @Test
  void readsLabelsInAnyNumber() {
    Scrape scrape = Scrape.parse("a{} 1\nb{x=\"1\"} 2\nc{x=\"1\",y=\"2\",} 3\n");

    assertThat(scrape.samples())
        .containsExactly(
            new Sample("a", Map.of(), 1),
            new Sample("b", Map.of("x", "1"), 2),
            new Sample("c", Map.of("x", "1", "y", "2"), 3));
  }

  @Test
  void unescapesLabelValues() {
    Scrape scrape = Scrape.parse("a{x=\"q\\\"b\\\\n\\nend\",y=\"{,}=\"} 1\n");

    assertThat(scrape.samples().get(0).labels())
        .isEqualTo(Map.of("x", "q\"b\\n\nend", "y", "{,}="));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-0.5, -0.5",
    "1.5E-3, 0.0015",
    "+Inf, Infinity",
    "-Inf, -Infinity",
    "NaN, NaN"
  })
  void readsEveryNotationOfANumber(String text, Double value) {
    assertThat(Scrape.parse("a " + text).samples().get(0).value()).isEqualTo(value);
  }

  @Test
  void leavesOutTimestampsAndExemplars() {
    Scrape scrape = Scrape.parse("a 1 1700000000\nb_bucket{le=\"1\"} 2 # {trace_id=\"x\"} 0.5\n");

    assertThat(scrape.samples())
        .containsExactly(
            new Sample("a", Map.of(), 1), new Sample("b_bucket", Map.of("le", "1"), 2));
  }

  @Test
  void readsTypesAndLeavesOutOtherComments() {
    Scrape scrape = Scrape.parse("# HELP a Some # text\n# TYPE a counter\n# UNIT a s\n\na 1\n");

    assertThat(scrape.types()).isEqualTo(Map.of("a", "counter"));
  }

  @Test
  void knowsWhetherTheEndMarkWasThere() {
    assertThat(Scrape.parse("a 1\n# EOF\n").terminated()).isTrue();
    assertThat(Scrape.parse("a 1\n").terminated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a ",
        "{x=\"1\"} 1",
        "a{x=\"1\" 1",
        "a{x=1} 1",
        "a{x=\"1\"y=\"2\"} 1",
        "a{x=\"1} 1",
        "a{x=\"\\t\"} 1",
        "a{x=\"1\",x=\"2\"} 1",
        "a one",
        "a{x=\"1\"} 1\na{x=\"1\"} 2",
        "# TYPE a",
        "# TYPE a counter\n# TYPE a gauge",
        "# EOF\na 1",
      })
  void refusesWhatNoScraperWouldRead(String text) {
    assertThatThrownBy(() -> Scrape.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sumsSeriesThatHaveAtLeastTheLabels() {
    Scrape scrape =
        Scrape.parse("a{x=\"1\",y=\"1\"} 1\na{x=\"1\",y=\"2\"} 2\na{x=\"2\",y=\"1\"} 4\nb 8\n");

    assertThat(scrape.sum("a")).isEqualTo(7);
    assertThat(scrape.sum("a", Map.of("x", "1"))).isEqualTo(3);
    assertThat(scrape.sum("a", Map.of("x", "1", "y", "1"))).isEqualTo(1);
    assertThat(scrape.sum("c")).isZero();
  }

  @Test
  void takesAMissingLabelForAnEmptyOne() {
    Scrape scrape = Scrape.parse("a 1\na{x=\"1\"} 2\n");

    assertThat(scrape.find("a", Map.of("x", ""))).containsExactly(new Sample("a", Map.of(), 1));
  }
}
