package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Invariants of every scrape, even of a busy server. */
final class ScrapeInvariants {
  private static final String BUCKET = "_bucket";
  private static final String LE = "le";

  private ScrapeInvariants() {}

  /** Asserts that each histogram adds up and that no counter has decreased. */
  static void check(Scrape earlier, Scrape later) {
    histogramsAddUp(later);
    countersNeverFall(earlier, later);
    assertThat(later.find(Metrics.ACTIVE, Map.of()))
        .allSatisfy(sample -> assertThat(sample.value()).isNotNegative());
  }

  private static void histogramsAddUp(Scrape scrape) {
    Map<String, List<Sample>> histograms =
        scrape.samples().stream()
            .filter(sample -> sample.name().endsWith(BUCKET))
            .collect(Collectors.groupingBy(ScrapeInvariants::histogram));
    histograms.forEach(
        (histogram, buckets) -> {
          List<Double> cumulative =
              buckets.stream()
                  .sorted(Comparator.comparingDouble(ScrapeInvariants::bound))
                  .map(Sample::value)
                  .toList();
          assertThat(cumulative).as(histogram).isSorted();
          assertThat(cumulative.get(cumulative.size() - 1))
              .as(histogram)
              .isEqualTo(count(scrape, buckets.get(0)));
        });
  }

  private static String histogram(Sample bucket) {
    return bucket.name() + withoutBound(bucket);
  }

  private static Map<String, String> withoutBound(Sample bucket) {
    Map<String, String> labels = new HashMap<>(bucket.labels());
    labels.remove(LE);
    return labels;
  }

  private static double bound(Sample bucket) {
    String bound = bucket.label(LE);
    return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
  }

  private static double count(Scrape scrape, Sample bucket) {
    String family = bucket.name().substring(0, bucket.name().length() - BUCKET.length());
    return scrape.samples().stream()
        .filter(sample -> sample.name().equals(family + "_count"))
        .filter(sample -> sample.labels().equals(withoutBound(bucket)))
        .mapToDouble(Sample::value)
        .sum();
  }

  private static void countersNeverFall(Scrape earlier, Scrape later) {
    Map<String, Double> now =
        later.samples().stream().collect(Collectors.toMap(ScrapeInvariants::series, Sample::value));
    for (Sample before : earlier.samples()) {
      if (counts(before)) {
        assertThat(now.get(series(before)))
            .as(series(before))
            .isNotNull()
            .isGreaterThanOrEqualTo(before.value());
      }
    }
  }

  private static boolean counts(Sample sample) {
    String name = sample.name();
    return (name.startsWith("http_server_") || name.startsWith("servlet_"))
        && (name.endsWith("_count") || name.endsWith(BUCKET) || name.endsWith("_total"));
  }

  private static String series(Sample sample) {
    return sample.name() + sample.labels();
  }
}
