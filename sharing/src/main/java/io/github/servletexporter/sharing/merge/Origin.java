package io.github.servletexporter.sharing.merge;

import java.util.Comparator;

/**
 * Whose metrics they are.
 *
 * @param instance the member's identity, as in the label {@code instance}
 * @param live false for a member that has left, and for what is left of members: only its totals
 *     count
 * @param startedMillis Unix time of its start: where members contradict each other the newest is
 *     right, and a live one before any dead one
 */
public record Origin(String instance, boolean live, long startedMillis) {

  /** By age, never equal for different members, so that no order of arrival decides anything. */
  static final Comparator<Origin> BY_AGE =
      Comparator.comparing(Origin::live)
          .thenComparingLong(Origin::startedMillis)
          .thenComparing(Origin::instance);

  boolean isNewerThan(Origin other) {
    return BY_AGE.compare(this, other) > 0;
  }
}
