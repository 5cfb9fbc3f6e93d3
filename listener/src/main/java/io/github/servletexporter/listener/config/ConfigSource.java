package io.github.servletexporter.listener.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Place that contains settings.
 *
 * @param name name of the place in messages
 * @param values text by full key or, in the environment, by variable
 * @param environment whether the names are environment variables
 */
record ConfigSource(String name, Map<String, String> values, boolean environment) {

  ConfigSource {
    values = Map.copyOf(values);
  }

  /** Returns the source of the names that have our prefix. */
  static ConfigSource prefixed(String name, Map<String, String> all) {
    return new ConfigSource(name, only(all, key -> key.startsWith(ConfigKey.PREFIX)), false);
  }

  /** Returns the source of a file that is ours alone, in which every name has to be a key. */
  static ConfigSource owned(String name, Map<String, String> all) {
    return new ConfigSource(name, all, false);
  }

  /** Returns the source of the variables that have our prefix and are not service links. */
  static ConfigSource environment(Map<String, String> variables) {
    return new ConfigSource(
        "environment variable",
        only(
            variables,
            variable ->
                ConfigKey.isEnvironmentVariable(variable)
                    && !ServiceLinks.contains(variable, variables)),
        true);
  }

  private static Map<String, String> only(Map<String, String> all, Predicate<String> ours) {
    Map<String, String> kept = new TreeMap<>(all);
    kept.keySet().removeIf(ours.negate());
    return kept;
  }

  /** Returns the first source that has a key. */
  static Optional<ConfigSource> first(ConfigKey<?> key, List<ConfigSource> sources) {
    for (ConfigSource source : sources) {
      if (source.has(key)) {
        return Optional.of(source);
      }
    }
    return Optional.empty();
  }

  /** Returns the text of a key that this source has. */
  String text(ConfigKey<?> key) {
    return values.getOrDefault(nameOf(key), "").strip();
  }

  /** Returns the name of a key in this source. */
  String nameOf(ConfigKey<?> key) {
    return environment ? key.environmentVariable() : key.name();
  }

  private boolean has(ConfigKey<?> key) {
    return values.containsKey(nameOf(key));
  }
}
