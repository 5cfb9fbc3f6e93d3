package io.github.servletexporter.it.operator.browser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Scrape in the text format, read without any code of the exporter. */
final class Scrape {

  private static final Pattern SAMPLE =
      Pattern.compile("^([a-z_0-9]+)(?:\\{(.*)\\})? (\\S+)$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  private final List<Sample> samples = new ArrayList<>();

  Scrape(String text) {
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      Map<String, String> labels = new LinkedHashMap<>();
      Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
      samples.add(new Sample(sample.group(1), labels, number(sample.group(3))));
    }
  }

  private static double number(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  /** Returns the sum of a metric's series that have these labels, given as name and value. */
  double sum(String name, String... labels) {
    return matching(name, labels).mapToDouble(Sample::value).sum();
  }

  /**
   * Returns the classic bucket of a histogram, summed over the matching series, in which a quantile
   * lies.
   */
  Bucket bucketOf(double quantile, String histogram, String... labels) {
    TreeMap<Double, Double> buckets = new TreeMap<>();
    matching(histogram + "_bucket", labels)
        .forEach(each -> buckets.merge(number(each.labels().get("le")), each.value(), Double::sum));
    double rank = quantile * buckets.lastEntry().getValue();
    double lower = 0;
    for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
      if (bucket.getValue() >= rank) {
        return new Bucket(lower, bucket.getKey());
      }
      lower = bucket.getKey();
    }
    throw new IllegalStateException("no bucket +Inf");
  }

  private Stream<Sample> matching(String name, String... labels) {
    Predicate<Sample> all = sample -> sample.name().equals(name);
    for (int i = 0; i < labels.length; i += 2) {
      String label = labels[i];
      String value = labels[i + 1];
      all = all.and(sample -> value.equals(sample.labels().get(label)));
    }
    return samples.stream().filter(all);
  }

  /** Bounds of a bucket. */
  record Bucket(double lower, double upper) {}

  private record Sample(String name, Map<String, String> labels, double value) {}
}
