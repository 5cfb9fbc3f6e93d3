package io.github.servletexporter.sharing.model;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import org.jspecify.annotations.Nullable;

/** Type of a metric family, with the number that stands for it in an entry. */
public enum MetricType {
  /** A counter. */
  COUNTER(1),
  /** A gauge. */
  GAUGE(2),
  /** A histogram, classic or native. */
  HISTOGRAM(3),
  /** A histogram whose counts may fall. */
  GAUGE_HISTOGRAM(4),
  /** A summary. */
  SUMMARY(5),
  /** An info metric. */
  INFO(6),
  /** A state set. */
  STATE_SET(7),
  /** A family without a type. */
  UNKNOWN(8);

  private static final MetricType[] ALL = values();

  private final int code;

  MetricType(int code) {
    this.code = code;
  }

  /** Returns the number that stands for this type in an entry. */
  public int code() {
    return code;
  }

  /** Returns whether series of this type only rise and therefore outlive their instance. */
  public boolean isTotal() {
    return this == COUNTER || this == HISTOGRAM || this == SUMMARY;
  }

  /** Returns the type that a number stands for, or null if a newer release has added it. */
  public static @Nullable MetricType of(int code) {
    for (MetricType type : ALL) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** Returns the type of a family. */
  public static MetricType of(MetricSnapshot family) {
    if (family instanceof HistogramSnapshot histogram) {
      return histogram.isGaugeHistogram() ? GAUGE_HISTOGRAM : HISTOGRAM;
    } else if (family instanceof CounterSnapshot) {
      return COUNTER;
    } else if (family instanceof GaugeSnapshot) {
      return GAUGE;
    } else if (family instanceof SummarySnapshot) {
      return SUMMARY;
    } else if (family instanceof InfoSnapshot) {
      return INFO;
    }
    return family instanceof StateSetSnapshot ? STATE_SET : UNKNOWN;
  }
}
