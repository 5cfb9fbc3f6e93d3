package io.github.servletexporter.listener.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletexporter.filter.setting.SizeMode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {

  @Test
  void hasTheValuesThatAProgramSets() {
    Config config =
        Config.builder()
            .set(ConfigKey.PORT, 9404)
            .set(ConfigKey.SIZES, SizeMode.COUNTED)
            .set(ConfigKey.BUCKETS, List.of(0.1, 1.0))
            .set(ConfigKey.WORKER_TIMEOUT, Duration.ofMillis(1500))
            .set(ConfigKey.AUTH_TOKEN, "t0ken")
            .build();

    assertThat(config.get(ConfigKey.PORT)).isEqualTo(9404);
    assertThat(config.get(ConfigKey.SIZES)).isEqualTo(SizeMode.COUNTED);
    assertThat(config.get(ConfigKey.BUCKETS)).containsExactly(0.1, 1.0);
    assertThat(config)
        .hasToString(
            "servlet-exporter.port=9404 (program), servlet-exporter.auth.token=*** (program),"
                + " servlet-exporter.sizes=counted (program), servlet-exporter.buckets=0.1, 1"
                + " (program), servlet-exporter.worker-timeout=1500ms (program)");
  }

  @Test
  void hasTheDefaultOfAKeyThatIsNotSet() {
    Config config = Config.defaults();

    assertThat(config.get(ConfigKey.PATH)).isEqualTo("/metrics");
    assertThat(config.find(ConfigKey.PORT)).isEmpty();
    assertThatThrownBy(() -> config.get(ConfigKey.PORT))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("servlet-exporter.port is not set and has no default");
  }

  @Test
  void showsEverySettingWithItsSource() {
    Config config = Config.builder().set(ConfigKey.AUTH_TOKEN, "t0ken").build();

    assertThat(config.effectiveSettings())
        .hasSameSizeAs(ConfigKey.all())
        .contains(
            new Config.Setting(ConfigKey.AUTH_TOKEN, "***", "program"),
            new Config.Setting(ConfigKey.PATH, "/metrics", "default"),
            new Config.Setting(ConfigKey.PORT, "", "default"));
  }

  @Test
  void refusesValuesOfAProgramAsItRefusesText() {
    Config.Builder builder =
        Config.builder()
            .set(ConfigKey.PATH, "metrics")
            .set(ConfigKey.PORT, 70_000)
            .set(ConfigKey.WORKER_TIMEOUT, Duration.ofSeconds(-1))
            .set(ConfigKey.GRACEFUL_TIMEOUT, Duration.ofNanos(1))
            .set(ConfigKey.HOOKS, List.of("com.example.A,com.example.B"))
            .set(ConfigKey.AUTH_TOKEN, " ");

    assertThat(catchThrowableOfType(ConfigException.class, builder::build).problems())
        .containsExactly(
            "servlet-exporter.path: expected a path such as /metrics, of letters, digits, . _ ~ -"
                + " and /, or empty, but was \"metrics\" (program)",
            "servlet-exporter.port: expected a whole number from 0 to 65535, or empty, but was"
                + " \"70000\" (program)",
            "servlet-exporter.worker-timeout: expected a duration such as 500ms, 30s, 5m or 1h, up"
                + " to 1000 days, but was \"-1s\" (program)",
            "servlet-exporter.graceful-timeout: expected a duration such as 500ms, 30s, 5m or 1h,"
                + " up to 1000 days, but was \"PT0.000000001S\" (program)",
            "servlet-exporter.hooks: expected class names, separated by commas, but was"
                + " \"com.example.A,com.example.B\" (program)",
            "servlet-exporter.auth.token: expected a token, but was \"***\" (program)");
  }

  @Test
  void keepsItsListWhenTheProgramChangesTheOriginal() {
    List<String> hooks = new ArrayList<>(List.of("com.example.A"));
    Config config = Config.builder().set(ConfigKey.HOOKS, hooks).build();

    hooks.clear();

    assertThat(config.get(ConfigKey.HOOKS)).containsExactly("com.example.A");
  }

  @Test
  void readsTheSecretOfAProgramsFile(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "t0ken\nsecond line");

    Config config = Config.builder().set(ConfigKey.AUTH_TOKEN_FILE, file).build();

    assertThat(config.get(ConfigKey.AUTH_TOKEN)).isEqualTo("t0ken");
  }

  @Test
  void refusesAKeyStoreThatCannotBeUsed(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("store.p12"), "nothing");
    Config.Builder builder =
        Config.builder()
            .set(ConfigKey.TLS_KEY_STORE, file)
            .set(ConfigKey.TLS_KEY_STORE_PASSWORD, "s3cret");

    assertThat(catchThrowableOfType(ConfigException.class, builder::build).problems())
        .singleElement()
        .asString()
        .startsWith("servlet-exporter.tls.key-store=" + file + " (program) cannot be used: ")
        .doesNotContain("s3cret");
  }

  @Test
  void everyConstantIsAmongAllKeys() {
    assertThat(ConfigKey.all())
        .doesNotHaveDuplicates()
        .hasSize(
            (int)
                Arrays.stream(ConfigKey.class.getFields())
                    .filter(field -> Modifier.isStatic(field.getModifiers()))
                    .map(Field::getType)
                    .filter(type -> type == ConfigKey.class)
                    .count());
  }

  @Test
  void everyDefaultIsAValidValue() {
    assertThat(ConfigKey.all())
        .filteredOn(key -> key.defaultValue().isPresent())
        .allSatisfy(
            key -> assertThat(key.parse(key.defaultText())).isEqualTo(key.defaultValue().get()));
  }
}
