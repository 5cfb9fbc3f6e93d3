package io.github.servletexporter.springboot;

import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.FrameworkSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reader of our keys in Spring's environment, in which Spring's own order of precedence applies.
 *
 * <p>Names may have any form that Spring Boot relaxes: {@code servlet-exporter.max-series} is also
 * {@code servletExporter.maxSeries}. Elements of a YAML list are joined.
 */
final class EnvironmentSettings {

  private static final ConfigurationPropertyName PREFIX =
      ConfigurationPropertyName.of("servlet-exporter");
  private static final Map<ConfigurationPropertyName, ConfigKey<?>> KEYS =
      ConfigKey.all().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  key -> ConfigurationPropertyName.of(key.name()), key -> key));

  /** Places that servlet-exporter reads itself, where it also reports unknown names. */
  private static final Map<String, String> OWN_SOURCES =
      Map.of(
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, "system property",
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, "environment variable");

  private final ConfigurableEnvironment environment;
  private final List<FrameworkSettings> found = new ArrayList<>();

  private EnvironmentSettings(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** Returns the settings, each with its origin, and the names that are not keys. */
  static List<FrameworkSettings> of(ConfigurableEnvironment environment) {
    EnvironmentSettings settings = new EnvironmentSettings(environment);
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      KEYS.forEach((name, key) -> settings.addKey(source, name, key));
      if (source instanceof IterableConfigurationPropertySource names
          && !OWN_SOURCES.containsKey(name(source))) {
        settings.addUnknown(names);
      }
    }
    return settings.found;
  }

  private void addKey(
      ConfigurationPropertySource source, ConfigurationPropertyName name, ConfigKey<?> key) {
    ConfigurationProperty property = source.getConfigurationProperty(name);
    if (property != null) {
      add(key.name(), text(property, key), source, property);
      return;
    }
    List<ConfigurationProperty> elements = elements(source, name);
    if (!elements.isEmpty()) {
      String joined =
          elements.stream().map(each -> text(each, key)).collect(Collectors.joining(", "));
      add(key.name(), joined, source, elements.get(0));
    }
  }

  private static List<ConfigurationProperty> elements(
      ConfigurationPropertySource source, ConfigurationPropertyName name) {
    return Stream.iterate(0, index -> index + 1)
        .map(index -> source.getConfigurationProperty(name.append("[" + index + "]")))
        .takeWhile(element -> element != null)
        .toList();
  }

  private void addUnknown(IterableConfigurationPropertySource source) {
    source.stream()
        .filter(PREFIX::isAncestorOf)
        .filter(name -> !isKey(name))
        .forEach(name -> add(name.toString(), "", source, source.getConfigurationProperty(name)));
  }

  private static boolean isKey(ConfigurationPropertyName name) {
    return KEYS.containsKey(name)
        || (name.isLastElementIndexed() && KEYS.containsKey(name.getParent()));
  }

  /** YAML has no word {@code off}: it is the boolean {@code false} there. */
  private String text(ConfigurationProperty property, ConfigKey<?> key) {
    boolean isSwitch = key.defaultValue().filter(Boolean.class::isInstance).isPresent();
    if (property.getValue() instanceof Boolean value && !isSwitch) {
      return value ? "on" : "off";
    }
    return environment.resolvePlaceholders(String.valueOf(property.getValue()));
  }

  private void add(
      String key,
      String text,
      ConfigurationPropertySource source,
      @Nullable ConfigurationProperty property) {
    found.add(new FrameworkSettings(place(source, property), Map.of(key, text)));
  }

  private static String place(
      ConfigurationPropertySource source, @Nullable ConfigurationProperty property) {
    String name = name(source);
    String own = OWN_SOURCES.get(name);
    if (own != null) {
      return own;
    }
    Origin origin = property == null ? null : origin(property);
    return origin == null ? "property source " + name : origin.toString();
  }

  /** Returns the file and the line, or null where there are none. */
  private static @Nullable Origin origin(ConfigurationProperty property) {
    Origin origin = property.getOrigin();
    return origin instanceof PropertySourceOrigin wrapper ? wrapper.getOrigin() : origin;
  }

  private static String name(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        ? underlying.getName()
        : "";
  }
}
