package io.github.servletexporter.listener.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis the members share, and how.
 *
 * @param nodes where it is
 * @param database number of the database; zero in a cluster
 * @param user user to log in as, or null for the default user
 * @param password its password, or null for none
 * @param keyPrefix what every key of ours starts with
 * @param forwardInterval how often a member publishes
 */
public record RedisConfig(
    RedisNodes nodes,
    int database,
    @Nullable String user,
    @Nullable String password,
    String keyPrefix,
    Duration forwardInterval) {

  static final String DEFAULT_KEY_PREFIX = "servlet_metrics";
  static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
  static final int MAX_DATABASE = 65_535;

  private static final int MAX_KEY_PREFIX = 200;
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

  /**
   * Validates every value.
   *
   * @throws IllegalArgumentException if a value is not what its key expects, a user comes without a
   *     password, or a cluster has a database
   * @throws NullPointerException if one is null that may not be
   */
  public RedisConfig {
    Objects.requireNonNull(nodes, "nodes");
    MetricsConfig.require(database >= 0 && database <= MAX_DATABASE, ConfigKey.REDIS_DB, database);
    MetricsConfig.require(isKeyPrefix(keyPrefix), ConfigKey.REDIS_KEY_PREFIX, keyPrefix);
    MetricsConfig.require(
        isInterval(forwardInterval), ConfigKey.REDIS_FORWARD_INTERVAL, forwardInterval);
    if (user != null && password == null) {
      throw new IllegalArgumentException(
          ConfigKey.REDIS_USER.key() + ": expected a password too, but there is none");
    }
    if (nodes.topology() == RedisNodes.Topology.CLUSTER && database != 0) {
      throw new IllegalArgumentException(
          ConfigKey.REDIS_DB.key() + ": expected 0, the only database of a cluster");
    }
  }

  /** Returns the configuration of a single Redis with every default. */
  public static RedisConfig of(String host, int port) {
    RedisNodes nodes =
        new RedisNodes(
            RedisNodes.Topology.SINGLE, List.of(new RedisNodes.Node(host, port)), "", false);
    return new RedisConfig(nodes, 0, null, null, DEFAULT_KEY_PREFIX, DEFAULT_INTERVAL);
  }

  static boolean isKeyPrefix(String text) {
    return !text.isEmpty() && text.length() <= MAX_KEY_PREFIX;
  }

  static boolean isInterval(Duration interval) {
    return interval.compareTo(SHORTEST_INTERVAL) >= 0 && interval.compareTo(LONGEST_INTERVAL) <= 0;
  }

  /** Shows everything but the password. */
  @Override
  public String toString() {
    return "RedisConfig[nodes="
        + nodes
        + ", database="
        + database
        + ", user="
        + user
        + ", password="
        + (password != null)
        + ", keyPrefix="
        + keyPrefix
        + ", forwardInterval="
        + forwardInterval
        + "]";
  }
}
