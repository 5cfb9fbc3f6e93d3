package io.github.servletexporter.listener.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreValuesTest {

  private static final String PREFIX = "servlet-exporter.";

  private final Map<String, String> system = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path directory;

  @Test
  void sharesNothingUnlessItIsTold() {
    assertThat(store()).isEqualTo(StoreConfig.none());
    assertThat(store().isShared()).isFalse();
    assertThat(store().aggregatePath()).isEqualTo("/metrics/all");
  }

  @Test
  void sharesADirectory() {
    system.put(PREFIX + "multiproc-dir", "/var/lib/metrics");
    system.put(PREFIX + "cleanup", "false");
    system.put(PREFIX + "aggregate-path", "/all");

    assertThat(store())
        .isEqualTo(new StoreConfig(Path.of("/var/lib/metrics"), null, false, "/all"));
    assertThat(store().isShared()).isTrue();
  }

  @Test
  void sharesARedisWithEveryDefault() {
    system.put(PREFIX + "redis.enabled", "true");

    assertThat(store()).isEqualTo(StoreConfig.redis(RedisConfig.of("localhost", 6379)));
  }

  @Test
  void readsWhatThereIsToSayOfARedis() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "s3cret\n");
    redis("host", "redis.example.com");
    redis("port", "6380");
    redis("tls", "true");
    redis("db", "3");
    redis("user", "metrics");
    redis("password-file", file.toString());
    redis("key-prefix", "{shop}: metrics");
    redis("forward-interval", "10s");

    RedisConfig config = store().redis();

    RedisNodes.Node node = new RedisNodes.Node("redis.example.com", 6380);
    assertThat(config)
        .isEqualTo(
            new RedisConfig(
                new RedisNodes(RedisNodes.Topology.SINGLE, List.of(node), "", true),
                3,
                "metrics",
                "s3cret",
                "{shop}: metrics",
                Duration.ofSeconds(10)));
    assertThat(config.toString()).contains("redis.example.com").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "redis://host, SINGLE, host:6379, '', false",
    "rediss://host:1234, SINGLE, host:1234, '', true",
    "redis://[::1]:7, SINGLE, [::1]:7, '', false",
    "redis-sentinel://a/mymaster, SENTINEL, a:26379, mymaster, false",
    "'rediss-sentinel://a,b:1/m', SENTINEL, a:26379 b:1, m, true",
    "'redis-cluster://a:1,b,c:3', CLUSTER, a:1 b:6379 c:3, '', false",
  })
  void readsUris(
      String uri, RedisNodes.Topology topology, String nodes, String master, boolean tls) {
    RedisNodes parsed = RedisNodes.parse(uri);

    assertThat(parsed.topology()).isEqualTo(topology);
    assertThat(parsed.nodes())
        .extracting(node -> node.host() + ":" + node.port())
        .containsExactly(nodes.split(" "));
    assertThat(parsed.master()).isEqualTo(master);
    assertThat(parsed.tls()).isEqualTo(tls);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "http://host",
        "redis://",
        "redis://user:password@host",
        "redis://a,b",
        "redis://host/name",
        "redis://host:0",
        "redis://host:65536",
        "redis-sentinel://a",
        "redis-cluster://a,/",
        "redis://a b"
      })
  void refusesUrisThatAreNone(String uri) {
    assertThatIllegalArgumentException().isThrownBy(() -> RedisNodes.parse(uri));
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
  void namesWhatIsWrong(String key, String value) {
    redis(key, value);

    assertThat(catchThrowableOfType(ConfigException.class, this::store))
        .hasMessageContaining(PREFIX + "redis." + key);
  }

  @Test
  void aClusterHasOneDatabase() {
    redis("uri", "redis-cluster://a");
    redis("db", "1");

    assertThat(catchThrowableOfType(ConfigException.class, this::store))
        .hasMessageContaining("redis.db: expected 0");
  }

  @Test
  void understandsTheVariablesOfGunicornsExporter() {
    environment.put("PROMETHEUS_MULTIPROC_DIR", "/tmp/metrics");
    environment.put("CLEANUP_DB_FILES", "False");
    environment.put("REDIS_ENABLED", "1");
    environment.put("REDIS_HOST", "cache");
    environment.put("REDIS_PORT", "6380");
    environment.put("REDIS_DB", "1");
    environment.put("REDIS_PASSWORD", "s3cret");
    environment.put("REDIS_KEY_PREFIX", "gunicorn_metrics");
    environment.put("REDIS_FORWARD_INTERVAL", "60");

    StoreConfig store = store();

    assertThat(store.directory()).isEqualTo(Path.of("/tmp/metrics"));
    assertThat(store.cleanup()).isFalse();
    assertThat(store.redis().nodes().nodes()).containsExactly(new RedisNodes.Node("cache", 6380));
    assertThat(store.redis().database()).isEqualTo(1);
    assertThat(store.redis().password()).isEqualTo("s3cret");
    assertThat(store.redis().keyPrefix()).isEqualTo("gunicorn_metrics");
    assertThat(store.redis().forwardInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(load().summary()).doesNotContain("s3cret");
  }

  /** Such variables are an application's own, or Kubernetes'. */
  @Test
  void mindsNoOtherRedisThanItsOwn() {
    environment.put("REDIS_PORT", "tcp://10.0.0.1:6379");
    environment.put("REDIS_DB", "cache");
    environment.put("REDIS_PASSWORD", "");
    assertThat(store().redis()).isNull();

    environment.remove("REDIS_DB");
    environment.put("REDIS_ENABLED", "yes");

    assertThat(store().redis()).isEqualTo(RedisConfig.of("localhost", 6379));
  }

  private void redis(String key, String value) {
    system.put(PREFIX + "redis.enabled", "true");
    system.put(PREFIX + "redis." + key, value);
  }

  private StoreConfig store() {
    return load().config().store();
  }

  private LoadedConfig load() {
    ClassLoader empty = new ClassLoader(null) {};
    return new ConfigLoader(system, environment, Map.of(), Map.of(), empty).load();
  }
}
