package io.github.servletexporter.sharing.merge;

import java.util.Comparator;

/**
 * Origin of metrics that are merged: an instance, or the retained totals.
 *
 * @param instance name of the instance, the value of the label {@code instance}
 * @param live whether the instance is running; otherwise only its totals are merged
 * @param startedMillis Unix time of its start: if instances contradict each other, the newest one
 *     takes precedence, and a live one over any dead one
 */
public record Origin(String instance, boolean live, long startedMillis) {

  /** Origin of the retained totals: older than any instance. */
  public static final Origin RETAINED = new Origin("", false, 0);

  /**
   * Order by age. Different instances are never equal, so that the order of arrival is irrelevant.
   */
  static final Comparator<Origin> BY_AGE =
      Comparator.comparing(Origin::live)
          .thenComparingLong(Origin::startedMillis)
          .thenComparing(Origin::instance);

  boolean isNewerThan(Origin other) {
    return BY_AGE.compare(this, other) > 0;
  }
}
