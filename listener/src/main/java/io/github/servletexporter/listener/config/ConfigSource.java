package io.github.servletexporter.listener.config;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One place that settings come from.
 *
 * @param name how a message calls it
 * @param values what stands there, by full key or, in the environment, by variable
 * @param environment whether the names are environment variables
 */
record ConfigSource(String name, Map<String, String> values, boolean environment) {

  ConfigSource {
    values = Map.copyOf(values);
  }

  /** Returns the source of names under our prefix; others are not ours to judge. */
  static ConfigSource prefixed(String name, Map<String, String> all) {
    Map<String, String> ours = new TreeMap<>();
    all.forEach(
        (key, value) -> {
          if (key.startsWith(ConfigKey.PREFIX)) {
            ours.put(key, value);
          }
        });
    return new ConfigSource(name, ours, false);
  }

  /** Returns the source of a file that is ours alone, where every name has to be a key. */
  static ConfigSource owned(String name, Map<String, String> all) {
    return new ConfigSource(name, all, false);
  }

  static ConfigSource environment(Map<String, String> variables) {
    Map<String, String> ours = new TreeMap<>();
    variables.forEach(
        (variable, value) -> {
          if (ConfigKey.isEnvironmentVariable(variable)) {
            ours.put(variable, value);
          }
        });
    return new ConfigSource("environment variable", ours, true);
  }

  @Nullable String get(ConfigKey key) {
    String value = values.get(nameOf(key));
    return value == null ? null : value.strip();
  }

  String nameOf(ConfigKey key) {
    return environment ? key.environmentVariable() : key.key();
  }
}
