package io.github.servletexporter.listener.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the shared store. */
final class StoreValues {

  private StoreValues() {}

  static StoreConfig store(ConfigValues values) {
    @Nullable Path directory =
        values.value(ConfigKey.MULTIPROC_DIR, Directory.NONE, Directory::parse).path();
    boolean cleanup = values.bool(ConfigKey.CLEANUP, true);
    String aggregatePath =
        values.value(
            ConfigKey.AGGREGATE_PATH, ConfigKey.AGGREGATE_PATH.defaultText(), StoreValues::path);
    // An application's own REDIS_PORT and the like are not ours to judge unless we are to use them.
    @Nullable RedisConfig redis =
        values.bool(ConfigKey.REDIS_ENABLED, false) ? redis(values) : null;
    return new StoreConfig(directory, redis, cleanup, aggregatePath);
  }

  private static @Nullable RedisConfig redis(ConfigValues values) {
    RedisNodes nodes = nodes(values);
    int database =
        values.value(
            ConfigKey.REDIS_DB, 0, text -> ConfigValues.number(text, 0, RedisConfig.MAX_DATABASE));
    String user = values.credential(ConfigKey.REDIS_USER);
    String password = values.secret(ConfigKey.REDIS_PASSWORD, ConfigKey.REDIS_PASSWORD_FILE);
    String prefix =
        values.value(
            ConfigKey.REDIS_KEY_PREFIX, RedisConfig.DEFAULT_KEY_PREFIX, StoreValues::keyPrefix);
    Duration interval =
        values.value(
            ConfigKey.REDIS_FORWARD_INTERVAL, RedisConfig.DEFAULT_INTERVAL, StoreValues::interval);
    try {
      return new RedisConfig(nodes, database, user, password, prefix, interval);
    } catch (IllegalArgumentException e) {
      values.problems().add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Host, port and TLS are a short form of the URI. */
  private static RedisNodes nodes(ConfigValues values) {
    String host = values.value(ConfigKey.REDIS_HOST, "localhost", StoreValues::host);
    int port =
        values.value(
            ConfigKey.REDIS_PORT,
            RedisNodes.DEFAULT_PORT,
            text -> ConfigValues.number(text, 1, RedisNodes.MAX_PORT));
    boolean tls = values.bool(ConfigKey.REDIS_TLS, false);
    RedisNodes single =
        new RedisNodes(
            RedisNodes.Topology.SINGLE, List.of(new RedisNodes.Node(host, port)), "", tls);
    return values.value(ConfigKey.REDIS_URI, single, RedisNodes::parse);
  }

  private static String host(String text) {
    if (text.isBlank() || text.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("no host");
    }
    return text;
  }

  private static String keyPrefix(String text) {
    if (!RedisConfig.isKeyPrefix(text)) {
      throw new IllegalArgumentException("no prefix");
    }
    return text;
  }

  private static Duration interval(String text) {
    Duration interval = Durations.parse(text);
    if (!RedisConfig.isInterval(interval)) {
      throw new IllegalArgumentException("out of range");
    }
    return interval;
  }

  private static String path(String text) {
    if (!MetricsConfig.isPath(text)) {
      throw new IllegalArgumentException("no path");
    }
    return text;
  }

  /** A directory or none. */
  private record Directory(@Nullable Path path) {

    static final Directory NONE = new Directory(null);

    /** Throws InvalidPathException, an IllegalArgumentException, for what can't be a path. */
    static Directory parse(String text) {
      return text.isEmpty() ? NONE : new Directory(Path.of(text));
    }
  }
}
