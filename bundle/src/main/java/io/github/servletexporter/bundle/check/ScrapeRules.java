package io.github.servletexporter.bundle.check;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is true of every scrape of ours. */
final class ScrapeRules {

  private static final String BOUND = "le";
  private static final List<String> PREFIXES = List.of("servlet_", "http_server_");

  private final Findings findings;

  private ScrapeRules(Findings findings) {
    this.findings = findings;
  }

  static void check(Map<String, Family> families, Findings findings) {
    ScrapeRules rules = new ScrapeRules(findings);
    families.values().forEach(rules::checkFamily);
    rules.checkCatalogue(families);
    if (!families.containsKey(MetricCatalog.REQUEST_DURATION.name())) {
      findings.warning("there is no " + MetricCatalog.REQUEST_DURATION.name() + ": is it ours?");
    }
    Family errors = families.get(MetricCatalog.ERRORS.name());
    if (errors != null) {
      errors.samples().stream()
          .filter(sample -> sample.value() > 0)
          .forEach(sample -> findings.warning("failures of our own: " + sample));
    }
  }

  private void checkFamily(Family family) {
    if (family.type().equals("counter")) {
      family.samples().stream()
          .filter(sample -> !(sample.value() >= 0))
          .forEach(sample -> findings.failure("a counter is less than 0: " + sample));
    } else if (family.type().equals("histogram")) {
      checkHistogram(family);
    }
  }

  private void checkHistogram(Family family) {
    Map<Map<String, String>, Double> last = new HashMap<>();
    for (Sample bucket : ScrapeText.named(family, "_bucket")) {
      double before = last.getOrDefault(withoutBound(bucket), 0.0);
      if (bucket.value() < before) {
        findings.failure("a bucket has less than the one below it: " + bucket);
      }
      last.put(withoutBound(bucket), bucket.value());
    }
    for (Sample count : ScrapeText.named(family, "_count")) {
      Double all = last.remove(count.labels());
      if (all != null && all != count.value()) {
        findings.failure("the last bucket is not the count: " + count);
      }
    }
    last.forEach((labels, value) -> findings.failure(family.name() + labels + " has no count"));
  }

  private static Map<String, String> withoutBound(Sample bucket) {
    Map<String, String> labels = new HashMap<>(bucket.labels());
    labels.remove(BOUND);
    return labels;
  }

  private void checkCatalogue(Map<String, Family> families) {
    Map<String, MetricDefinition> catalogue = new HashMap<>();
    MetricCatalog.all().forEach(metric -> catalogue.put(metric.name(), metric));
    for (Family family : families.values()) {
      MetricDefinition metric = catalogue.get(family.name());
      if (metric != null) {
        checkLabels(family, metric);
      } else if (PREFIXES.stream().anyMatch(family.name()::startsWith)) {
        findings.warning(family.name() + " is unknown to this version");
      }
    }
  }

  private void checkLabels(Family family, MetricDefinition metric) {
    for (Sample sample : family.samples()) {
      Set<String> names = new HashSet<>(sample.labels().keySet());
      names.remove(BOUND);
      names.remove("instance"); // the view of all members names them where they differ
      if (!Set.copyOf(metric.labels()).equals(names) && !metric.labels().contains("instance")) {
        findings.failure("expected the labels " + metric.labels() + ": " + sample);
        return;
      }
    }
  }
}
