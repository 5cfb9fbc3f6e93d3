package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.filter.meter.MetricDefinition.Type;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics and labels in rules, dashboards and pages are those that we expose. */
class PublishedNamesTest {

  /** Metrics of ours. Names of recording rules contain colons and have a pattern of their own. */
  private static final Pattern METRIC =
      Pattern.compile("(?<![:\\w./-])(?:http_server|servlet)_[a-z0-9_]+(?![:\\w]*:\\w)");

  private static final Pattern RULE = Pattern.compile("(?<![.\\w])[a-zA-Z_]\\w*:\\w+:\\w+\\b");
  private static final Pattern RECORDED = Pattern.compile("- record: (\\S+)");

  /** A metric with its matchers. */
  private static final Pattern SELECTOR =
      Pattern.compile("((?:http_server|servlet)_[a-z0-9_]+)\\{([^{}]*)\\}");

  private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!=|!~|=)\\\\?\"");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([\\w, ]+)\\) ?\\(");

  /** Labels that Prometheus adds, and the label of bucket bounds. */
  private static final Set<String> FOREIGN_LABELS = Set.of("job", "instance", "le");

  /** Jobs, the default prefix of keys in Redis, our web fragment, and metrics of Spring Boot. */
  private static final Pattern NO_METRIC =
      Pattern.compile("servlet_app\\w*|servlet_metrics|servlet_exporter|http_server_requests_\\w+");

  private static final Set<String> HISTOGRAM_SUFFIXES = Set.of("_count", "_sum", "_bucket");

  private static final Map<String, MetricDefinition> FAMILIES =
      MetricCatalog.all().stream()
          .collect(Collectors.toMap(MetricDefinition::name, Function.identity()));

  @ParameterizedTest
  @MethodSource("texts")
  void metricsAreInTheCatalogue(PublishedText text) {
    assertThat(text.find(METRIC))
        .filteredOn(name -> !NO_METRIC.matcher(name).matches())
        .allSatisfy(name -> assertThat(FAMILIES).containsKey(family(name)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void labelsAreThoseOfTheirMetric(PublishedText text) {
    SELECTOR
        .matcher(text.text())
        .results()
        .filter(selector -> FAMILIES.containsKey(family(selector.group(1))))
        .forEach(
            selector ->
                assertThat(labels(selector.group(2)))
                    .as(selector.group())
                    .isSubsetOf(known(FAMILIES.get(family(selector.group(1))).labels())));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void groupsAreByLabelsThatExist(PublishedText text) {
    Set<String> all =
        FAMILIES.values().stream()
            .flatMap(family -> family.labels().stream())
            .collect(Collectors.toSet());
    all.add("status"); // of the old name

    assertThat(text.findGroup(GROUPING))
        .flatMap(labels -> List.of(labels.split(", ?")))
        .isSubsetOf(known(all));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void namesWithColonsAreRecorded(PublishedText text) {
    assertThat(PublishedText.read("docs/prometheus/recording-rules.yml").findGroup(RECORDED))
        .containsAll(text.find(RULE));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void patternsFindSomething(Pattern pattern) throws IOException {
    assertThat(texts()).flatMap(text -> text.find(pattern)).hasSizeGreaterThan(5);
  }

  private static Stream<Pattern> patterns() {
    return Stream.of(METRIC, RULE, RECORDED, SELECTOR, MATCHER, GROUPING);
  }

  private static Collection<String> labels(String matchers) {
    return MATCHER.matcher(matchers).results().map(found -> found.group(1)).toList();
  }

  private static Collection<String> known(Collection<String> ours) {
    Set<String> all = new HashSet<>(ours);
    all.addAll(FOREIGN_LABELS);
    return all;
  }

  /** Returns the family of a sample. */
  private static String family(String sample) {
    for (String suffix : HISTOGRAM_SUFFIXES) {
      if (sample.endsWith(suffix)) {
        String base = sample.substring(0, sample.length() - suffix.length());
        MetricDefinition family = FAMILIES.get(base);
        return family != null && family.type() == Type.HISTOGRAM ? base : sample;
      }
    }
    return sample;
  }

  private static List<PublishedText> texts() throws IOException {
    return PublishedText.all();
  }
}
