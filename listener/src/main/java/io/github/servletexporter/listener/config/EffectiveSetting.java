package io.github.servletexporter.listener.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A setting as it is in effect, set or not.
 *
 * @param name its key; of typed settings the path of builder methods
 * @param value its value, a mask for a secret
 * @param source where it is from, {@code default} when nobody has set it
 */
public record EffectiveSetting(String name, String value, String source) {

  private static final String DEFAULT = "default";
  private static final String PROGRAM = "program";

  /** Returns every key with its value. */
  static List<EffectiveSetting> of(List<LoadedConfig.Setting> settings) {
    return Arrays.stream(ConfigKey.values()).map(key -> of(key, settings)).toList();
  }

  private static EffectiveSetting of(ConfigKey key, List<LoadedConfig.Setting> settings) {
    return settings.stream()
        .filter(setting -> setting.key() == key)
        .map(setting -> new EffectiveSetting(key.key(), setting.shownValue(), setting.source()))
        .findFirst()
        .orElseGet(() -> new EffectiveSetting(key.key(), key.defaultText(), DEFAULT));
  }

  /** Returns every component of typed settings, records inside of them taken apart. */
  static List<EffectiveSetting> of(MetricsConfig config) {
    List<EffectiveSetting> all = new ArrayList<>();
    addComponents("", config, MetricsConfig.defaults(), all);
    return all;
  }

  private static void addComponents(
      String path, Record present, Record defaults, List<EffectiveSetting> all) {
    for (RecordComponent component : present.getClass().getRecordComponents()) {
      Object value = value(component, present);
      Object otherwise = value(component, defaults);
      String name = path + component.getName();
      // Credentials say by themselves that they are there, and no more.
      if (value instanceof Record inner
          && otherwise instanceof Record innerDefaults
          && !(value instanceof Credentials)) {
        addComponents(name + ".", inner, innerDefaults, all);
      } else {
        boolean isDefault = Objects.equals(value, otherwise);
        all.add(new EffectiveSetting(name, shown(value), isDefault ? DEFAULT : PROGRAM));
      }
    }
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static @Nullable Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the accessors of our public records are public", e);
    }
  }
}
