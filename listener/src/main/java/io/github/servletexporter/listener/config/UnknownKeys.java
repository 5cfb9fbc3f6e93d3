package io.github.servletexporter.listener.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Names in a source that are not keys, each with the key that was probably meant. */
final class UnknownKeys {

  private static final Map<String, ConfigKey<?>> RENAMED =
      Map.of(
          "servlet-exporter.workers", ConfigKey.MAX_WORKER_SERIES,
          "SERVLET_EXPORTER_WORKERS", ConfigKey.MAX_WORKER_SERIES);

  private UnknownKeys() {}

  /** Returns a sentence for each unknown name of a source. */
  static List<String> problems(ConfigSource source) {
    List<String> known = ConfigKey.all().stream().map(source::nameOf).toList();
    return source.values().keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .map(name -> problem(name, known, source))
        .toList();
  }

  private static String problem(String name, List<String> known, ConfigSource source) {
    ConfigKey<?> renamed = RENAMED.get(name);
    return renamed != null
        ? "%s was renamed to %s (%s)".formatted(name, source.nameOf(renamed), source.name())
        : "%s: unknown key (%s); did you mean %s?"
            .formatted(name, source.name(), nearest(withPrefix(name, source), known));
  }

  /** Returns a name to compare: without the prefix, it would be nearest to the shortest key. */
  private static String withPrefix(String name, ConfigSource source) {
    return source.environment() || name.startsWith(ConfigKey.PREFIX)
        ? name
        : ConfigKey.PREFIX + name;
  }

  private static String nearest(String name, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .orElseThrow();
  }

  /** Returns the Levenshtein distance, computed row by row. */
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
