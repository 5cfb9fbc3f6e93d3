package io.github.servletexporter.listener.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigRulesTest {

  private static final String PREFIX = "servlet-exporter.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "queue-deadline=5s | queue-deadline=5s (system property) | trusted-proxies",
        "auth.user=me | auth.user=me (system property) | auth.password",
        "auth.password=secret | auth.password=*** (system property) | auth.user",
        "tls.key-store=/k | tls.key-store=/k (system property) | tls.key-store-password",
        "tls.key-store-password=s | tls.key-store-password=*** (system property) | tls.key-store",
        "tls.trust-store-password=s | tls.trust-store-password=*** (system property)"
            + " | tls.trust-store",
        "tls.certificate=/c | tls.certificate=/c (system property) | tls.private-key",
        "tls.private-key=/p | tls.private-key=/p (system property) | tls.certificate",
        "redis.enabled=true redis.user=me | redis.user=me (system property) | redis.password",
      })
  void namesTheKeyThatAnotherNeeds(String settings, String key, String missing) {
    assertThat(problems(settings))
        .containsExactly(PREFIX + key + " needs " + PREFIX + missing + ", which is not set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls.client-auth=need | tls.client-auth=need | tls.trust-store | tls.trust-certificates",
        "tls.trust-store=/t tls.client-auth=need | tls.trust-store=/t | tls.key-store"
            + " | tls.certificate",
        "tls.trust-certificates=/t tls.client-auth=need | tls.trust-certificates=/t"
            + " | tls.certificate | tls.key-store",
      })
  void namesBothKeysOfWhichAnotherNeedsOne(String settings, String key, String one, String two) {
    assertThat(problems(settings))
        .containsExactly(
            PREFIX
                + key
                + " (system property) needs "
                + PREFIX
                + one
                + " or "
                + PREFIX
                + two
                + ", neither of which is set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls.key-store=/k tls.key-store-password=s tls.certificate=/c tls.private-key=/p"
            + " | tls.key-store=/k (system property)"
            + " | tls.certificate=/c (system property): the port has one certificate",
        "tls.key-store=/k tls.key-store-password=s tls.client-auth=need tls.trust-store=/t"
            + " tls.trust-certificates=/c | tls.trust-store=/t (system property)"
            + " | tls.trust-certificates=/c (system property): one of them contains all"
            + " authorities",
        "redis.enabled=true multiproc-dir=/m | multiproc-dir=/m (system property)"
            + " | redis.enabled=true (system property): instances share one store",
        "redis.enabled=true redis.uri=redis://a redis.host=b"
            + " | redis.uri=redis://a (system property)"
            + " | redis.host=b (system property): the URI contains the host",
        "redis.enabled=true redis.uri=redis://a redis.port=1"
            + " | redis.uri=redis://a (system property)"
            + " | redis.port=1 (system property): the URI contains the port",
        "redis.enabled=true redis.uri=redis://a redis.tls=true"
            + " | redis.uri=redis://a (system property)"
            + " | redis.tls=true (system property): the scheme selects TLS",
        "redis.enabled=true redis.uri=redis-cluster://a redis.db=1"
            + " | redis.db=1 (system property)"
            + " | redis.uri=redis-cluster://a (system property): a cluster has only database 0",
        "multiproc-dir=/m aggregate-path=/metrics | path=/metrics (default)"
            + " | aggregate-path=/metrics (system property): each scrape needs a path of its own",
      })
  void namesBothKeysOfAConflict(String settings, String key, String other) {
    assertThat(problems(settings))
        .containsExactly(PREFIX + key + " cannot be combined with " + PREFIX + other);
  }

  @Test
  void namesBothSourcesOfAConflict() {
    Map<String, String> environment = Map.of("SERVLET_EXPORTER_REDIS_ENABLED", "true");
    Map<String, String> context = Map.of(PREFIX + "multiproc-dir", "/m");
    ClassLoader empty = new ClassLoader(null) {};
    ConfigLoader loader = new ConfigLoader(Map.of(), environment, context, Map.of(), empty);

    assertThat(catchThrowableOfType(ConfigException.class, loader::load).problems())
        .containsExactly(
            "servlet-exporter.multiproc-dir=/m (context-param) cannot be combined with"
                + " servlet-exporter.redis.enabled=true (environment variable): instances share"
                + " one store");
  }

  @Test
  void refusesATrustStoreThatIsNotUsed() {
    assertThat(problems("tls.key-store=/k tls.key-store-password=s tls.trust-store=/t"))
        .containsExactly(
            "servlet-exporter.tls.trust-store=/t (system property) cannot be combined with"
                + " servlet-exporter.tls.client-auth=none (default): only need verifies client"
                + " certificates");
  }

  @Test
  void reportsNoConflictOfAKeyWhoseValueIsNotValid() {
    assertThat(problems("queue-deadline=5s trusted-proxies=localhost"))
        .singleElement()
        .asString()
        .startsWith("servlet-exporter.trusted-proxies: expected IP addresses");
    assertThat(problems("auth.user=me auth.password-file=/no/such/file"))
        .singleElement()
        .asString()
        .startsWith("servlet-exporter.auth.password-file: expected a readable file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue-deadline=5s trusted-proxies=::1",
        "redis.uri=redis://a redis.host=b",
        "redis.user=me",
        "redis.uri=redis-cluster://a redis.db=1",
        "aggregate-path=/metrics",
        "path= aggregate-path= multiproc-dir=/m",
      })
  void acceptsSettingsWithoutConflict(String settings) {
    assertThatNoException().isThrownBy(() -> load(settings));
  }

  private static List<String> problems(String settings) {
    return catchThrowableOfType(ConfigException.class, () -> load(settings)).problems();
  }

  private static void load(String settings) {
    Map<String, String> system = new HashMap<>();
    Arrays.stream(settings.split(" "))
        .map(setting -> setting.split("=", 2))
        .forEach(setting -> system.put(PREFIX + setting[0], setting[1]));
    ClassLoader empty = new ClassLoader(null) {};
    new ConfigLoader(system, Map.of(), Map.of(), Map.of(), empty).load();
  }
}
