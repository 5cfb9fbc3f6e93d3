package io.github.servletexporter.listener.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names in a source that are not keys, each with the key that was probably meant. */
final class UnknownKeys {

  private static final Map<String, ConfigKey<?>> RENAMED =
      Map.of(
          "servlet-exporter.workers", ConfigKey.MAX_WORKER_SERIES,
          "SERVLET_EXPORTER_WORKERS", ConfigKey.MAX_WORKER_SERIES);

  /** Limit for names in a file, which can be as long as the file. */
  private static final int MAX_COMPARED = 200;

  private UnknownKeys() {}

  /**
   * Name that is not a key.
   *
   * @param sentence the problem
   * @param meant the key that was probably meant
   */
  record Unknown(String sentence, ConfigKey<?> meant) {}

  /** Returns the unknown names of a source. */
  static List<Unknown> of(ConfigSource source) {
    Set<String> unknown = new TreeSet<>(source.values().keySet());
    for (ConfigKey<?> key : ConfigKey.all()) {
      unknown.remove(source.nameOf(key));
    }
    return unknown.isEmpty()
        ? List.of()
        : unknown.stream().map(name -> unknown(name, source)).toList();
  }

  private static Unknown unknown(String name, ConfigSource source) {
    ConfigKey<?> renamed = RENAMED.get(name);
    if (renamed != null) {
      return new Unknown(
          "%s was renamed to %s (%s)".formatted(name, source.nameOf(renamed), source.name()),
          renamed);
    }
    ConfigKey<?> nearest = nearest(withPrefix(name, source), source);
    return new Unknown(
        "%s: unknown key (%s); did you mean %s?"
            .formatted(name, source.name(), source.nameOf(nearest)),
        nearest);
  }

  /** Returns a name to compare: without the prefix, it would be nearest to the shortest key. */
  private static String withPrefix(String name, ConfigSource source) {
    return source.environment() || name.startsWith(ConfigKey.PREFIX)
        ? name
        : ConfigKey.PREFIX + name;
  }

  private static ConfigKey<?> nearest(String name, ConfigSource source) {
    String cut = name.substring(0, Math.min(name.length(), MAX_COMPARED));
    return ConfigKey.all().stream()
        .min(Comparator.comparingInt(candidate -> distance(cut, source.nameOf(candidate))))
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
