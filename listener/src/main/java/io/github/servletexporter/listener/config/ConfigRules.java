package io.github.servletexporter.listener.config;

import static io.github.servletexporter.listener.config.ConfigKey.AGGREGATE_PATH;
import static io.github.servletexporter.listener.config.ConfigKey.AUTH_PASSWORD;
import static io.github.servletexporter.listener.config.ConfigKey.AUTH_USER;
import static io.github.servletexporter.listener.config.ConfigKey.MULTIPROC_DIR;
import static io.github.servletexporter.listener.config.ConfigKey.PATH;
import static io.github.servletexporter.listener.config.ConfigKey.QUEUE_DEADLINE;
import static io.github.servletexporter.listener.config.ConfigKey.REDIS_DB;
import static io.github.servletexporter.listener.config.ConfigKey.REDIS_ENABLED;
import static io.github.servletexporter.listener.config.ConfigKey.REDIS_HOST;
import static io.github.servletexporter.listener.config.ConfigKey.REDIS_PASSWORD;
import static io.github.servletexporter.listener.config.ConfigKey.REDIS_PORT;
import static io.github.servletexporter.listener.config.ConfigKey.REDIS_TLS;
import static io.github.servletexporter.listener.config.ConfigKey.REDIS_URI;
import static io.github.servletexporter.listener.config.ConfigKey.REDIS_USER;
import static io.github.servletexporter.listener.config.ConfigKey.TLS_CERTIFICATE;
import static io.github.servletexporter.listener.config.ConfigKey.TLS_CLIENT_AUTH;
import static io.github.servletexporter.listener.config.ConfigKey.TLS_KEY_STORE;
import static io.github.servletexporter.listener.config.ConfigKey.TLS_KEY_STORE_PASSWORD;
import static io.github.servletexporter.listener.config.ConfigKey.TLS_PRIVATE_KEY;
import static io.github.servletexporter.listener.config.ConfigKey.TLS_TRUST_CERTIFICATES;
import static io.github.servletexporter.listener.config.ConfigKey.TLS_TRUST_STORE;
import static io.github.servletexporter.listener.config.ConfigKey.TLS_TRUST_STORE_PASSWORD;
import static io.github.servletexporter.listener.config.ConfigKey.TRUSTED_PROXIES;

import io.github.servletexporter.sharing.redis.RedisLocation;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Rules about keys that need or exclude each other. */
final class ConfigRules {

  private static final List<Rule> RULES =
      List.of(
          needs(QUEUE_DEADLINE, TRUSTED_PROXIES, config -> !config.get(QUEUE_DEADLINE).isZero()),
          needs(AUTH_USER, AUTH_PASSWORD),
          needs(AUTH_PASSWORD, AUTH_USER),
          needs(TLS_KEY_STORE, TLS_KEY_STORE_PASSWORD),
          needs(TLS_KEY_STORE_PASSWORD, TLS_KEY_STORE),
          needs(TLS_CERTIFICATE, TLS_PRIVATE_KEY),
          needs(TLS_PRIVATE_KEY, TLS_CERTIFICATE),
          excludes(TLS_KEY_STORE, TLS_CERTIFICATE, "the port has one certificate"),
          needsEither(TLS_TRUST_STORE, TLS_KEY_STORE, TLS_CERTIFICATE, isSet(TLS_TRUST_STORE)),
          needsEither(
              TLS_TRUST_CERTIFICATES,
              TLS_CERTIFICATE,
              TLS_KEY_STORE,
              isSet(TLS_TRUST_CERTIFICATES)),
          excludes(TLS_TRUST_STORE, TLS_TRUST_CERTIFICATES, "one of them contains all authorities"),
          needs(TLS_TRUST_STORE_PASSWORD, TLS_TRUST_STORE),
          needsEither(
              TLS_CLIENT_AUTH,
              TLS_TRUST_STORE,
              TLS_TRUST_CERTIFICATES,
              ConfigRules::needsClientCertificate),
          onlyVerified(TLS_TRUST_STORE),
          onlyVerified(TLS_TRUST_CERTIFICATES),
          excludes(
              MULTIPROC_DIR,
              REDIS_ENABLED,
              "instances share one store",
              config -> config.isSet(MULTIPROC_DIR) && config.get(REDIS_ENABLED)),
          excludes(REDIS_URI, REDIS_HOST, "the URI contains the host", both(REDIS_URI, REDIS_HOST)),
          excludes(REDIS_URI, REDIS_PORT, "the URI contains the port", both(REDIS_URI, REDIS_PORT)),
          excludes(REDIS_URI, REDIS_TLS, "the scheme selects TLS", both(REDIS_URI, REDIS_TLS)),
          needs(
              REDIS_USER,
              REDIS_PASSWORD,
              config -> config.get(REDIS_ENABLED) && config.isSet(REDIS_USER)),
          excludes(
              REDIS_DB,
              REDIS_URI,
              "a cluster has only database 0",
              config -> config.get(REDIS_DB) != 0 && isCluster(config)),
          excludes(
              PATH,
              AGGREGATE_PATH,
              "each scrape needs a path of its own",
              config -> isShared(config) && haveSamePath(config)));

  private ConfigRules() {}

  /**
   * Rule that is broken.
   *
   * @param sentence both keys and both sources
   * @param keys both keys
   */
  record Conflict(String sentence, List<ConfigKey<?>> keys) {}

  /**
   * Returns the rules that are broken.
   *
   * @param invalid keys whose values are unknown because their text is not valid
   */
  static List<Conflict> conflicts(Config config, Collection<ConfigKey<?>> invalid) {
    return RULES.stream()
        .filter(rule -> !invalid.contains(rule.key()) && !invalid.contains(rule.other()))
        .filter(rule -> rule.broken().test(config))
        .map(rule -> new Conflict(rule.sentence().apply(config), List.of(rule.key(), rule.other())))
        .toList();
  }

  private static Rule needs(ConfigKey<?> key, ConfigKey<?> other) {
    return needs(key, other, isSet(key));
  }

  /** Returns the rule that the other key must have a value under a condition. */
  private static Rule needs(ConfigKey<?> key, ConfigKey<?> other, Predicate<Config> condition) {
    return new Rule(
        key,
        other,
        config -> condition.test(config) && config.setting(other).value().isEmpty(),
        config -> config.setting(key) + " needs " + other + ", which is not set");
  }

  /** Returns the rule that one of two keys must have a value under a condition. */
  private static Rule needsEither(
      ConfigKey<?> key, ConfigKey<?> first, ConfigKey<?> second, Predicate<Config> condition) {
    return new Rule(
        key,
        first,
        config -> condition.test(config) && !config.isSet(first) && !config.isSet(second),
        config ->
            config.setting(key)
                + " needs "
                + first
                + " or "
                + second
                + ", neither of which is set");
  }

  private static Rule onlyVerified(ConfigKey<?> authorities) {
    return excludes(
        authorities,
        TLS_CLIENT_AUTH,
        "only need verifies client certificates",
        config -> config.isSet(authorities) && !needsClientCertificate(config));
  }

  /** Returns the rule that only one of two keys may have a value. */
  private static Rule excludes(ConfigKey<?> key, ConfigKey<?> other, String reason) {
    return excludes(key, other, reason, isSet(key).and(isSet(other)));
  }

  /** Returns the rule that two keys are in conflict under a condition. */
  private static Rule excludes(
      ConfigKey<?> key, ConfigKey<?> other, String reason, Predicate<Config> condition) {
    return new Rule(
        key,
        other,
        condition,
        config ->
            config.setting(key)
                + " cannot be combined with "
                + config.setting(other)
                + ": "
                + reason);
  }

  private static Predicate<Config> isSet(ConfigKey<?> key) {
    return config -> config.isSet(key);
  }

  private static Predicate<Config> both(ConfigKey<?> key, ConfigKey<?> other) {
    return config -> config.get(REDIS_ENABLED) && config.isSet(key) && config.isSet(other);
  }

  private static boolean needsClientCertificate(Config config) {
    return config.get(TLS_CLIENT_AUTH) == ClientAuth.NEED;
  }

  private static boolean isShared(Config config) {
    return config.get(REDIS_ENABLED) || config.isSet(MULTIPROC_DIR);
  }

  private static boolean haveSamePath(Config config) {
    return !config.get(PATH).isEmpty() && config.get(PATH).equals(config.get(AGGREGATE_PATH));
  }

  private static boolean isCluster(Config config) {
    return config.get(REDIS_ENABLED)
        && config
            .find(REDIS_URI)
            .map(RedisLocation::parse)
            .filter(location -> location.kind() == RedisLocation.Kind.CLUSTER)
            .isPresent();
  }

  /**
   * Rule about two keys.
   *
   * @param key the key that the sentence begins with
   * @param other the key that it needs or excludes
   * @param broken tests whether a configuration breaks the rule
   * @param sentence describes the conflict: both keys and both sources
   */
  private record Rule(
      ConfigKey<?> key,
      ConfigKey<?> other,
      Predicate<Config> broken,
      Function<Config, String> sentence) {}
}
