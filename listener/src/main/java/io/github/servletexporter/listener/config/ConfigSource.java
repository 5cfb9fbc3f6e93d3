package io.github.servletexporter.listener.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One place that settings come from.
 *
 * @param name how a message calls it
 * @param values what stands there, by full key or, in the environment, by variable
 * @param environment whether the names are environment variables
 */
record ConfigSource(String name, Map<String, String> values, boolean environment) {

  private static final Pattern SERVICE_LINK =
      Pattern.compile("_SERVICE_(HOST|PORT)|_PORT_\\d+_(TCP|UDP|SCTP)");

  /** For whoever moves from Gunicorn and keeps its environment. */
  private static final Map<String, ConfigKey> SEEDS =
      Map.ofEntries(
          Map.entry("GUNICORN_WORKERS", ConfigKey.WORKERS),
          Map.entry("GUNICORN_TIMEOUT", ConfigKey.WORKER_TIMEOUT),
          Map.entry("PROMETHEUS_METRICS_PORT", ConfigKey.PORT),
          Map.entry("PROMETHEUS_BIND_ADDRESS", ConfigKey.BIND_ADDRESS),
          Map.entry("PROMETHEUS_MULTIPROC_DIR", ConfigKey.MULTIPROC_DIR),
          Map.entry("CLEANUP_DB_FILES", ConfigKey.CLEANUP),
          Map.entry("REDIS_ENABLED", ConfigKey.REDIS_ENABLED),
          Map.entry("REDIS_HOST", ConfigKey.REDIS_HOST),
          Map.entry("REDIS_PORT", ConfigKey.REDIS_PORT),
          Map.entry("REDIS_DB", ConfigKey.REDIS_DB),
          Map.entry("REDIS_PASSWORD", ConfigKey.REDIS_PASSWORD),
          Map.entry("REDIS_KEY_PREFIX", ConfigKey.REDIS_KEY_PREFIX),
          Map.entry("REDIS_FORWARD_INTERVAL", ConfigKey.REDIS_FORWARD_INTERVAL));

  /** What Gunicorn's exporter takes for true, in any case; anything else was false to it. */
  private static final Map<String, String> BOOLEANS =
      Map.of("1", "true", "yes", "true", "on", "true", "0", "false", "no", "false", "off", "false");

  private static final String KEEPALIVE = "GUNICORN_KEEPALIVE";

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
          if (ConfigKey.isEnvironmentVariable(variable) && !isServiceLink(variable, value)) {
            ours.put(variable, value);
          }
        });
    return new ConfigSource("environment variable", ours, true);
  }

  /** Returns the sources of Gunicorn's and its exporter's variables that mean one of our keys. */
  static List<ConfigSource> seeds(Map<String, String> variables) {
    List<ConfigSource> sources = new ArrayList<>();
    SEEDS.forEach(
        (variable, key) -> {
          String value = variables.get(variable);
          if (value != null && !value.isBlank() && !isServiceLink(variable, value)) {
            sources.add(
                owned("environment variable " + variable, Map.of(key.key(), ours(key, value))));
          }
        });
    return sources;
  }

  private static String ours(ConfigKey key, String value) {
    if (key != ConfigKey.CLEANUP && key != ConfigKey.REDIS_ENABLED) {
      return value;
    }
    String lower = value.strip().toLowerCase(Locale.ROOT);
    return BOOLEANS.getOrDefault(lower, lower);
  }

  /** Returns a sentence for each of Gunicorn's variables that means nothing here. */
  static List<String> withoutEffect(Map<String, String> variables) {
    return variables.containsKey(KEEPALIVE)
        ? List.of(KEEPALIVE + " has no effect: the container's connector decides on keep-alive")
        : List.of();
  }

  /**
   * Kubernetes sets such variables in every pod beside a Service that is called servlet-exporter,
   * or redis.
   */
  private static boolean isServiceLink(String variable, String value) {
    return SERVICE_LINK.matcher(variable).find()
        || (variable.endsWith("_PORT") && value.contains("://"));
  }

  @Nullable String get(ConfigKey key) {
    String value = values.get(nameOf(key));
    return value == null ? null : value.strip();
  }

  String nameOf(ConfigKey key) {
    return environment ? key.environmentVariable() : key.key();
  }
}
