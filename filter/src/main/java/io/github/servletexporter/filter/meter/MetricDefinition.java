package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric family: its name as a scraper sees it, its type, unit, help and labels.
 *
 * @param name the full name, a counter's with {@code _total}
 * @param type what kind of family it is
 * @param unit the base unit that the name ends with, before {@code _total}, or null for a plain
 *     number
 * @param help one sentence
 * @param labels label names in the order in which values are given
 */
public record MetricDefinition(
    String name, Type type, @Nullable Unit unit, String help, List<String> labels) {

  private static final String TOTAL = "_total";
  private static final String INFO = "_info";

  /** The family types that we expose. */
  public enum Type {
    /** Only rises; its name ends in {@code _total}. */
    COUNTER,
    /** Rises and falls. */
    GAUGE,
    /** Counts observations in buckets. */
    HISTOGRAM,
    /** Is 1 and says something with its labels; its name ends in {@code _info}. */
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
      throw new IllegalArgumentException(name + ": _info belongs to infos, and to them alone");
    }
    if (name.endsWith(TOTAL) != (type == Type.COUNTER)) {
      throw new IllegalArgumentException(name + ": _total belongs to counters, and to them alone");
    }
    if (unit != null && !base(name, type).endsWith("_" + unit)) {
      throw new IllegalArgumentException(name + ": expected the name to end with its unit " + unit);
    }
  }

  /**
   * Returns the family's metadata in client_java's form, which leaves {@code _total} and {@code
   * _info} out.
   */
  public MetricMetadata metadata() {
    return new MetricMetadata(base(name, type), help, unit);
  }

  private static String base(String name, Type type) {
    return switch (type) {
      case COUNTER -> name.substring(0, name.length() - TOTAL.length());
      case INFO -> name.substring(0, name.length() - INFO.length());
      case GAUGE, HISTOGRAM -> name;
    };
  }
}
