package io.github.servletexporter.listener.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GunicornEnvironmentTest {

  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> context = new HashMap<>();

  @BeforeEach
  void readTheVariables() {
    context.put("servlet-exporter.compat-env", "gunicorn");
  }

  @Test
  void changesNothingUnlessItIsAskedFor() {
    context.clear();
    environment.put("REDIS_ENABLED", "true");
    environment.put("REDIS_PORT", "not a port");
    environment.put("GUNICORN_WORKERS", "4");
    environment.put("GUNICORN_KEEPALIVE", "2");
    environment.put("PROMETHEUS_METRICS_PORT", "9090");
    environment.put("CLEANUP_DB_FILES", "false");

    Config config = load();

    assertThat(config.settings()).isEmpty();
    assertThat(config.warnings()).isEmpty();
    assertThat(config.effectiveSettings()).isEqualTo(Config.defaults().effectiveSettings());
  }

  @Test
  void isBelowOurOwnVariables() {
    environment.put("GUNICORN_WORKERS", "4");
    environment.put("GUNICORN_TIMEOUT", "60");
    environment.put("SERVLET_EXPORTER_WORKER_TIMEOUT", "5s");

    Config config = load();

    assertThat(config.get(ConfigKey.MAX_WORKER_SERIES)).isEqualTo(4);
    assertThat(config.get(ConfigKey.WORKER_TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.toString()).contains("(environment variable GUNICORN_WORKERS)");
  }

  @Test
  void isAboveTheParametersOfTheApplication() {
    context.put("servlet-exporter.worker-timeout", "5s");
    environment.put("GUNICORN_TIMEOUT", "60");

    assertThat(load().get(ConfigKey.WORKER_TIMEOUT)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void warnsOfWhatHasNoEffect() {
    environment.put("GUNICORN_KEEPALIVE", "2");

    assertThat(load().warnings())
        .containsExactly(
            "GUNICORN_KEEPALIVE has no effect: the container's connector controls keep-alive");
  }

  @Test
  void readsADirectory() {
    environment.put("PROMETHEUS_MULTIPROC_DIR", "/tmp/metrics");
    environment.put("CLEANUP_DB_FILES", "False");

    assertThat(load().get(ConfigKey.MULTIPROC_DIR)).isEqualTo(Path.of("/tmp/metrics"));
    assertThat(load().get(ConfigKey.CLEANUP)).isFalse();
  }

  @Test
  void readsARedis() {
    environment.put("REDIS_ENABLED", "1");
    environment.put("REDIS_HOST", "cache");
    environment.put("REDIS_PORT", "6380");
    environment.put("REDIS_DB", "1");
    environment.put("REDIS_PASSWORD", "s3cret");
    environment.put("REDIS_KEY_PREFIX", "gunicorn_metrics");
    environment.put("REDIS_FORWARD_INTERVAL", "60");

    Config config = load();

    assertThat(config.get(ConfigKey.REDIS_ENABLED)).isTrue();
    assertThat(config.get(ConfigKey.REDIS_HOST)).isEqualTo("cache");
    assertThat(config.get(ConfigKey.REDIS_PORT)).isEqualTo(6380);
    assertThat(config.get(ConfigKey.REDIS_DB)).isEqualTo(1);
    assertThat(config.get(ConfigKey.REDIS_PASSWORD)).isEqualTo("s3cret");
    assertThat(config.get(ConfigKey.REDIS_KEY_PREFIX)).isEqualTo("gunicorn_metrics");
    assertThat(config.get(ConfigKey.REDIS_FORWARD_INTERVAL)).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void ignoresAnApplicationsOwnRedisWhereNoneIsEnabled() {
    environment.put("REDIS_PORT", "cache");
    environment.put("REDIS_DB", "cache");

    assertThat(load().get(ConfigKey.REDIS_PORT)).isEqualTo(6379);

    context.put("servlet-exporter.redis.enabled", "true");
    environment.put("REDIS_PORT", "6380");
    environment.put("REDIS_DB", "2");

    assertThat(load().get(ConfigKey.REDIS_DB)).isEqualTo(2);
  }

  @Test
  void ignoresTheServiceLinksOfKubernetes() {
    environment.put("REDIS_ENABLED", "yes");
    environment.put("REDIS_PORT", "tcp://10.0.0.1:6379");

    assertThat(load().get(ConfigKey.REDIS_PORT)).isEqualTo(6379);
  }

  private Config load() {
    ClassLoader empty = new ClassLoader(null) {};
    return new ConfigLoader(Map.of(), environment, context, Map.of(), empty).load();
  }
}
