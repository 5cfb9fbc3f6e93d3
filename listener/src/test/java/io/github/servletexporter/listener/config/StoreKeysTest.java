package io.github.servletexporter.listener.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of the keys of a shared store. */
class StoreKeysTest {

  private static final String PREFIX = "servlet-exporter.";

  private final Map<String, String> system = new HashMap<>();

  @TempDir private Path directory;

  @Test
  void readsASharedDirectory() {
    system.put(PREFIX + "multiproc-dir", "/var/lib/metrics");
    system.put(PREFIX + "cleanup", "false");
    system.put(PREFIX + "aggregate-path", "/all");

    assertThat(load().get(ConfigKey.MULTIPROC_DIR)).isEqualTo(Path.of("/var/lib/metrics"));
    assertThat(load().get(ConfigKey.CLEANUP)).isFalse();
    assertThat(load().get(ConfigKey.AGGREGATE_PATH)).isEqualTo("/all");
  }

  @Test
  void readsARedis() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "s3cret\n");
    redis("db", "3");
    redis("user", "metrics");
    redis("password-file", file.toString());
    redis("key-prefix", "{shop}: metrics");
    redis("forward-interval", "10s");

    Config config = load();

    assertThat(config.get(ConfigKey.REDIS_DB)).isEqualTo(3);
    assertThat(config.get(ConfigKey.REDIS_USER)).isEqualTo("metrics");
    assertThat(config.get(ConfigKey.REDIS_PASSWORD)).isEqualTo("s3cret");
    assertThat(config.get(ConfigKey.REDIS_KEY_PREFIX)).isEqualTo("{shop}: metrics");
    assertThat(config.get(ConfigKey.REDIS_FORWARD_INTERVAL)).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.toString()).contains("{shop}: metrics").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "port, 0",
    "db, -1",
    "db, cache",
    "key-prefix, ''",
    "forward-interval, 0",
    "forward-interval, 2h",
    "uri, redis://user:password@host",
    "host, a b",
    "user, metrics",
  })
  void namesTheKeyThatIsWrong(String key, String value) {
    redis(key, value);

    assertThat(catchThrowableOfType(ConfigException.class, this::load))
        .hasMessageContaining(PREFIX + "redis." + key);
  }

  @Test
  void showsNoPasswordOfAUri() {
    redis("uri", "redis://me:s3cret/@host");

    assertThat(catchThrowableOfType(ConfigException.class, this::load))
        .hasMessageContaining("but was \"redis://***@host\"")
        .hasMessageNotContaining("s3cret");
  }

  private void redis(String key, String value) {
    system.put(PREFIX + "redis.enabled", "true");
    system.put(PREFIX + "redis." + key, value);
  }

  private Config load() {
    ClassLoader empty = new ClassLoader(null) {};
    return new ConfigLoader(system, Map.of(), Map.of(), Map.of(), empty).load();
  }
}
