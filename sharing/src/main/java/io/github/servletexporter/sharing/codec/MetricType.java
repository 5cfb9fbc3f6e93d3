package io.github.servletexporter.sharing.codec;

import org.jspecify.annotations.Nullable;

/** The types of families, by the number that stands for them in an entry. */
enum MetricType {
  COUNTER(1),
  GAUGE(2),
  HISTOGRAM(3),
  GAUGE_HISTOGRAM(4),
  SUMMARY(5),
  INFO(6),
  STATE_SET(7),
  UNKNOWN(8);

  private static final MetricType[] ALL = values();

  private final int code;

  MetricType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Returns the type of a number, or null when a newer release has added it. */
  static @Nullable MetricType of(int code) {
    for (MetricType type : ALL) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}
