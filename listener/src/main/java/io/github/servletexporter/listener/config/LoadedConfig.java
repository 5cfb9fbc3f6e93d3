package io.github.servletexporter.listener.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration and where each of its values is from.
 *
 * @param config the validated configuration
 * @param settings the settings that are not defaults, in the order of {@link ConfigKey}
 * @param warnings sentences about what was set and has no effect
 * @param typed whether a program has made the configuration; there are no settings then
 */
public record LoadedConfig(
    MetricsConfig config, List<Setting> settings, List<String> warnings, boolean typed) {

  /** Copies the lists. */
  public LoadedConfig {
    settings = List.copyOf(settings);
    warnings = List.copyOf(warnings);
  }

  /** Returns typed settings, taken as they are. */
  public static LoadedConfig typed(MetricsConfig config) {
    return new LoadedConfig(config, List.of(), List.of(), true);
  }

  /** Returns the settings for a log line. */
  public String summary() {
    return settings.isEmpty()
        ? "default settings"
        : settings.stream().map(Setting::toString).collect(Collectors.joining(", "));
  }

  /** Returns everything that is in effect, defaults included, with where it is from. */
  public List<EffectiveSetting> effective() {
    return typed ? EffectiveSetting.of(config) : EffectiveSetting.of(settings);
  }

  /**
   * One setting that somebody made.
   *
   * @param key which
   * @param shownValue its value, or a mask for a secret
   * @param source where it is from
   */
  public record Setting(ConfigKey key, String shownValue, String source) {

    @Override
    public String toString() {
      return key.key() + "=" + shownValue + " (" + source + ")";
    }
  }
}
