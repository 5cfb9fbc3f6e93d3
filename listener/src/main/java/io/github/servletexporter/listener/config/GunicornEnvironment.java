package io.github.servletexporter.listener.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Environment variables of Gunicorn and its Prometheus exporter, read on request only. */
final class GunicornEnvironment {

  private static final Map<String, ConfigKey<?>> KEYS =
      Map.ofEntries(
          Map.entry("GUNICORN_WORKERS", ConfigKey.MAX_WORKER_SERIES),
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

  private static final Set<ConfigKey<?>> SWITCHES =
      Set.of(ConfigKey.CLEANUP, ConfigKey.REDIS_ENABLED);
  private static final Set<String> TRUE = Set.of("1", "yes", "on");
  private static final Set<String> FALSE = Set.of("0", "no", "off");

  private static final String REDIS = "REDIS_";
  private static final String KEEPALIVE = "GUNICORN_KEEPALIVE";

  private GunicornEnvironment() {}

  /**
   * Returns a source for each variable. The location and credentials of Redis are read only if
   * Redis is enabled.
   *
   * @param above the sources that have precedence over the variables
   * @param below the sources over which the variables have precedence
   */
  static List<ConfigSource> sources(
      Map<String, String> variables, List<ConfigSource> above, List<ConfigSource> below) {
    List<ConfigSource> sources = new ArrayList<>();
    KEYS.forEach(
        (variable, key) -> {
          String value = variables.getOrDefault(variable, "");
          if (!value.isBlank() && !ServiceLinks.contains(variable, variables)) {
            sources.add(
                ConfigSource.owned(
                    "environment variable " + variable, Map.of(key.name(), text(key, value))));
          }
        });
    List<ConfigSource> all = new ArrayList<>(above);
    all.addAll(sources);
    all.addAll(below);
    if (!isRedisEnabled(all)) {
      sources.removeIf(source -> source.name().contains(" " + REDIS));
    }
    return sources;
  }

  /** Returns a sentence for each variable of Gunicorn that has no counterpart here. */
  static List<String> warnings(Map<String, String> variables) {
    return variables.containsKey(KEEPALIVE)
        ? List.of(KEEPALIVE + " has no effect: the container's connector controls keep-alive")
        : List.of();
  }

  private static boolean isRedisEnabled(List<ConfigSource> sources) {
    return ConfigSource.first(ConfigKey.REDIS_ENABLED, sources)
        .filter(source -> source.text(ConfigKey.REDIS_ENABLED).equals("true"))
        .isPresent();
  }

  /** Returns our text of a value; the exporter accepts more spellings of true and false. */
  private static String text(ConfigKey<?> key, String value) {
    if (!SWITCHES.contains(key)) {
      return value;
    }
    String word = value.strip().toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) {
      return "true";
    }
    return FALSE.contains(word) ? "false" : word;
  }
}
