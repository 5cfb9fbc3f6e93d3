package io.github.servletexporter.listener.docs;

import io.github.servletexporter.filter.meter.MetricDefinition;
import java.util.ArrayList;
import java.util.List;

/** Builder of PromQL for the series selected by the variables of a dashboard. */
final class Selector {

  private static final String RATE_WINDOW = "[$__rate_interval]";

  private final List<String> matchers;

  private Selector(List<String> matchers) {
    this.matchers = matchers;
  }

  /** Selects by job and instance. */
  static Selector byInstance() {
    return new Selector(List.of("job=~\"$job\"", "instance=~\"$instance\""));
  }

  /** Selects by job, instance and pool. */
  static Selector byPool() {
    return new Selector(List.of("job=~\"$job\"", "instance=~\"$instance\"", "pool=~\"$pool\""));
  }

  /** Returns the variables that {@link #byInstance} needs. */
  static List<Variable> instanceVariables(MetricDefinition metric) {
    return List.of(
        new Variable("job", "Job", metric.name()),
        new Variable("instance", "Instance", metric.name() + "{job=~\"$job\"}"));
  }

  String of(MetricDefinition metric, String... more) {
    return of(metric.name(), more);
  }

  /** Selects series of a name that is not in our catalogue. */
  String of(String name, String... more) {
    List<String> all = new ArrayList<>(matchers);
    all.addAll(List.of(more));
    return name + "{" + String.join(",", all) + "}";
  }

  String rate(MetricDefinition counter, String... more) {
    return rate(counter.name(), more);
  }

  String rate(String name, String... more) {
    return "rate(" + of(name, more) + RATE_WINDOW + ")";
  }

  /** Returns the number of observations per second, of a classic or a native histogram. */
  String countRate(MetricDefinition histogram, String... more) {
    return eitherRate(histogram, "count", more);
  }

  /** Returns the sum of the observed values per second, of a classic or a native histogram. */
  String sumRate(MetricDefinition histogram, String... more) {
    return eitherRate(histogram, "sum", more);
  }

  private String eitherRate(MetricDefinition histogram, String part, String... more) {
    String classic = rate(histogram.name() + "_" + part, more);
    return "(" + classic + " or histogram_" + part + "(" + rate(histogram, more) + "))";
  }

  /** Returns the observations per second by bucket: native ones where there are no classic ones. */
  String bucketRate(MetricDefinition histogram) {
    String classic = rate(histogram.name() + "_bucket");
    String natives = sum(rate(histogram)) + " unless on() " + sum(classic);
    return sum(classic, "le") + " or (" + natives + ")";
  }

  /**
   * Returns a quantile for each combination of labels, or of all series without labels; of native
   * histograms, or of classic ones where there are no others.
   */
  String quantile(double quantile, MetricDefinition histogram, String... labels) {
    List<String> by = new ArrayList<>(List.of(labels));
    by.add("le");
    String classic = sum(rate(histogram.name() + "_bucket"), by.toArray(new String[0]));
    String natives = sum(rate(histogram), labels);
    return quantile(quantile, natives) + " or " + quantile(quantile, classic);
  }

  private static String quantile(double quantile, String buckets) {
    return "histogram_quantile(" + quantile + ", " + buckets + ")";
  }

  /** Returns the increase of a counter in the time range of the dashboard. */
  String increase(MetricDefinition counter, String... more) {
    return "increase(" + of(counter, more) + "[$__range])";
  }

  static String sum(String expression, String... labels) {
    return aggregate("sum", expression, labels);
  }

  static String max(String expression, String... labels) {
    return aggregate("max", expression, labels);
  }

  private static String aggregate(String operator, String expression, String... labels) {
    String by = labels.length == 0 ? "" : " by (" + String.join(", ", labels) + ") ";
    return operator + by + "(" + expression + ")";
  }

  static String top(int number, String expression) {
    return "topk(" + number + ", " + expression + ")";
  }
}
