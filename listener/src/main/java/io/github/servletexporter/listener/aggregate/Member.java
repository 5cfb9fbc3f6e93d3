package io.github.servletexporter.listener.aggregate;

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
public record Member(String instance, boolean live, long startedMillis) {

  /** By age, never equal for different members, so that no order of arrival decides anything. */
  static final Comparator<Member> BY_AGE =
      Comparator.comparing(Member::live)
          .thenComparingLong(Member::startedMillis)
          .thenComparing(Member::instance);

  boolean isNewerThan(Member other) {
    return BY_AGE.compare(this, other) > 0;
  }
}
