package io.github.servletexporter.sharing.merge;

/** One series of a gauge over the members that know it. Used by one thread. */
final class GaugeValue {

  private final ExactSum sum = new ExactSum();
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double latest;
  private Origin newest;

  GaugeValue(double value, Origin member) {
    latest = value;
    newest = member;
    include(value);
  }

  void add(double value, Origin member) {
    if (member.isNewerThan(newest)) {
      latest = value;
      newest = member;
    }
    include(value);
  }

  private void include(double value) {
    sum.add(value);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  double value(GaugeMode mode) {
    return switch (mode) {
      case SUM -> sum.value(Rounding.NEAREST);
      case LIMIT -> min < 0 ? min : sum.value(Rounding.NEAREST);
      case MIN -> min;
      case MAX -> max;
      case MOST_RECENT, ALL -> latest;
    };
  }
}
