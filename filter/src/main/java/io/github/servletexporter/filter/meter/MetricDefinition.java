package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Definition of a metric family: name, type, unit, help text and labels.
 *
 * @param name the full exposed name, including the {@code _total} of a counter
 * @param type the type of the family
 * @param unit the base unit with which the name ends, before {@code _total}, or null for a number
 *     without unit
 * @param help the help text, one sentence
 * @param labels label names in the order of the label values
 */
public record MetricDefinition(
    String name, Type type, @Nullable String unit, String help, List<String> labels) {

  private static final String TOTAL = "_total";
  private static final String INFO = "_info";

  /** Type of a metric family. */
  public enum Type {
    /** Value that only increases; the name ends with {@code _total}. */
    COUNTER,
    /** Value that increases and decreases. */
    GAUGE,
    /** Observations counted in buckets. */
    HISTOGRAM,
    /** Constant 1 whose labels carry the information; the name ends with {@code _info}. */
    INFO
  }

  /**
   * Copies the labels.
   *
   * @throws IllegalArgumentException if the name and the type or unit contradict each other
   */
  public MetricDefinition {
    labels = List.copyOf(labels);
    if (name.endsWith(INFO) != (type == Type.INFO)) {
      throw new IllegalArgumentException(
          name + ": only names of type INFO end with _info, and all of them do");
    }
    if (name.endsWith(TOTAL) != (type == Type.COUNTER)) {
      throw new IllegalArgumentException(
          name + ": only names of type COUNTER end with _total, and all of them do");
    }
    if (unit != null && !base(name, type).endsWith("_" + unit)) {
      throw new IllegalArgumentException(name + ": expected the name to end with its unit " + unit);
    }
  }

  /** Returns the metadata for client_java, whose names exclude {@code _total} and {@code _info}. */
  public MetricMetadata metadata() {
    return new MetricMetadata(base(name, type), help, unit == null ? null : new Unit(unit));
  }

  /**
   * Returns the labels of a data point.
   *
   * @param values the label values in the order of the label names, in any form
   */
  public Labels labelsOf(String... values) {
    return Labels.of(labels, wellFormed(values));
  }

  /** Returns label values in the form in which they are shown. */
  static List<String> wellFormed(String... values) {
    List<String> wellFormed = new ArrayList<>(values.length);
    for (String value : values) {
      wellFormed.add(LabelText.wellFormed(value));
    }
    return wellFormed;
  }

  private static String base(String name, Type type) {
    return switch (type) {
      case COUNTER -> name.substring(0, name.length() - TOTAL.length());
      case INFO -> name.substring(0, name.length() - INFO.length());
      case GAUGE, HISTOGRAM -> name;
    };
  }
}
