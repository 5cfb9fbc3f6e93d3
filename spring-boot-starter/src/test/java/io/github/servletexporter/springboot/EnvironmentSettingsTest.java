package io.github.servletexporter.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.config.FrameworkSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class EnvironmentSettingsTest {

  private final StandardEnvironment environment = new StandardEnvironment();

  @Test
  void readsRelaxedNames() {
    add(Map.of("servletExporter.maxSeries", 7));

    assertThat(settings()).containsExactly(setting("servlet-exporter.max-series", "7"));
  }

  @Test
  void joinsTheElementsOfAList() {
    add(Map.of("servlet-exporter.buckets[0]", 0.1, "servlet-exporter.buckets[1]", 2));

    assertThat(settings()).containsExactly(setting("servlet-exporter.buckets", "0.1, 2"));
  }

  @Test
  void readsTheBooleanOfYamlAsTheWordOff() {
    add(Map.of("servlet-exporter.framing", false, "servlet-exporter.enabled", false));

    assertThat(settings())
        .containsExactlyInAnyOrder(
            setting("servlet-exporter.framing", "off"),
            setting("servlet-exporter.enabled", "false"));
  }

  @Test
  void resolvesPlaceholders() {
    add(Map.of("management.port", "9404", "servlet-exporter.port", "${management.port}"));

    assertThat(settings()).containsExactly(setting("servlet-exporter.port", "9404"));
  }

  @Test
  void includesNamesThatAreNotKeysAndNothingOfOthers() {
    add(Map.of("servlet-exporter.prot", "9404", "server.port", "8080"));

    assertThat(settings()).containsExactly(setting("servlet-exporter.prot", ""));
  }

  @Test
  void namesTheLineThatASettingComesFrom() {
    Origin line =
        new TextResourceOrigin(
            new ClassPathResource("application.yaml"), new TextResourceOrigin.Location(2, 8));
    environment
        .getPropertySources()
        .addFirst(
            new OriginTrackedMapPropertySource(
                "file", Map.of("servlet-exporter.port", OriginTrackedValue.of("1", line))));

    assertThat(settings())
        .extracting(FrameworkSettings::source)
        .containsExactly("class path resource [application.yaml] - 3:9");
  }

  /** Other names in the environment are reported by servlet-exporter, which reads it as well. */
  @Test
  void readsVariablesAsSpringDoes() {
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of("SERVLETEXPORTER_MAXSERIES", "7", "SERVLET_EXPORTER_PROT", "1")));

    assertThat(settings())
        .containsExactly(
            new FrameworkSettings(
                "environment variable", Map.of("servlet-exporter.max-series", "7")));
  }

  @Test
  void keepsTheOrderOfSpring() {
    environment.getPropertySources().addLast(new MapPropertySource("low", port("1")));
    environment.getPropertySources().addFirst(new MapPropertySource("high", port("2")));

    assertThat(settings())
        .extracting(FrameworkSettings::source)
        .containsExactly("property source high", "property source low");
  }

  private static Map<String, Object> port(String number) {
    return Map.of("servlet-exporter.port", number);
  }

  private void add(Map<String, Object> values) {
    environment.getPropertySources().addFirst(new MapPropertySource("test", values));
  }

  private List<FrameworkSettings> settings() {
    return EnvironmentSettings.of(environment);
  }

  private static FrameworkSettings setting(String key, String value) {
    return new FrameworkSettings("property source test", Map.of(key, value));
  }
}
