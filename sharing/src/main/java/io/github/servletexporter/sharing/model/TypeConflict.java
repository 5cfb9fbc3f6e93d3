package io.github.servletexporter.sharing.model;

import io.github.servletexporter.base.LogText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Metric family that instances or applications have with different types, of which a merge keeps
 * one.
 *
 * @param family name of the family
 * @param kept type that is shown, with the newest owner of the family that has this type
 * @param omitted other types, each with the newest owner
 */
public record TypeConflict(String family, Claim kept, List<Claim> omitted) {

  private static final int MAX_TEXTS = 5;

  /** Copies the list. */
  public TypeConflict {
    omitted = List.copyOf(omitted);
  }

  /**
   * Type of a family, and one of those that have it.
   *
   * @param type type of the family
   * @param owner name of an instance or application; empty for the retained totals
   */
  public record Claim(MetricType type, String owner) {

    private String text() {
      return type.name().toLowerCase(Locale.ROOT).replace('_', ' ')
          + " of "
          + (owner.isEmpty() ? "ended instances" : LogText.escaped(owner));
    }
  }

  /** Returns one line for a log, with the names of the family and of the owners. */
  public String text() {
    return LogText.escaped(family)
        + " ("
        + kept.text()
        + " is shown, "
        + omitted.stream().map(Claim::text).collect(Collectors.joining(", "))
        + " is not)";
  }

  /** Returns the first conflicts as one line for a log, and the number of the others. */
  public static String texts(List<TypeConflict> conflicts) {
    int others = conflicts.size() - MAX_TEXTS;
    return conflicts.stream()
            .limit(MAX_TEXTS)
            .map(TypeConflict::text)
            .collect(Collectors.joining(", "))
        + (others > 0 ? " and " + others + " more" : "");
  }
}
