package io.github.servletexporter.listener.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    Map<String, String> ours = new TreeMap<>();
    for (Map.Entry<String, String> entry : all.entrySet()) {
      if (entry.getKey().startsWith(ConfigKey.PREFIX)) {
        ours.put(entry.getKey(), entry.getValue());
      }
    }
    return new ConfigSource(name, ours, false);
  }

  /** Returns the source of a file that is ours alone, in which every name has to be a key. */
  static ConfigSource owned(String name, Map<String, String> all) {
    return new ConfigSource(name, all, false);
  }

  /** Returns the source of the variables that have our prefix and are not service links. */
  static ConfigSource environment(Map<String, String> variables) {
    Map<String, String> ours = new TreeMap<>();
    for (Map.Entry<String, String> entry : variables.entrySet()) {
      String variable = entry.getKey();
      if (ConfigKey.isEnvironmentVariable(variable)
          && !ServiceLinks.contains(variable, variables)) {
        ours.put(variable, entry.getValue());
      }
    }
    return new ConfigSource("environment variable", ours, true);
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
