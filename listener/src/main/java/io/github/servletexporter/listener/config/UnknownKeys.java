package io.github.servletexporter.listener.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds settings whose name is no key, and the key that was probably meant. */
final class UnknownKeys {

  private UnknownKeys() {}

  /** Returns a sentence for each unknown name of a source. */
  static List<String> problems(ConfigSource source) {
    List<String> known = Arrays.stream(ConfigKey.values()).map(source::nameOf).toList();
    List<String> problems = new ArrayList<>();
    source.values().keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(
            name ->
                problems.add(
                    name
                        + ": unknown key ("
                        + source.name()
                        + "); did you mean "
                        + nearest(name, known)
                        + "?"));
    return problems;
  }

  private static String nearest(String name, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .orElseThrow();
  }

  /** Levenshtein's distance, row by row. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
