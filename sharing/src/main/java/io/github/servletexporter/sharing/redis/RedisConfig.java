package io.github.servletexporter.sharing.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the connection to a Redis.
 *
 * @param location location of the Redis
 * @param database number of the database; a cluster has only 0
 * @param user user name, or null for the default user
 * @param password password, or null for none
 * @param keyPrefix prefix of all keys; instances with the same one share the store
 * @param timeout time limit of connecting to a server, and of each wait for it; a whole operation
 *     may take four times as long
 */
public record RedisConfig(
    RedisLocation location,
    int database,
    @Nullable String user,
    @Nullable String password,
    String keyPrefix,
    Duration timeout) {

  /** Default of {@link #timeout()}. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  /**
   * Validates the configuration.
   *
   * @throws IllegalArgumentException if a value is out of range or contradicts another one; the
   *     message contains nothing secret
   */
  public RedisConfig {
    check(database >= 0, "a database >= 0");
    check(
        location.kind() != RedisLocation.Kind.CLUSTER || database == 0,
        "database 0, the only one of a cluster");
    check(user == null || password != null, "a password with the user");
    check(!keyPrefix.isEmpty(), "a key prefix");
    check(
        !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "a timeout of more than 0 and at most 1 minute");
  }

  /** Returns the configuration for a Sentinel, which has neither databases nor a master. */
  RedisConfig forSentinel(RedisNode sentinel, @Nullable String itsUser, @Nullable String its) {
    RedisLocation itsLocation = RedisLocation.of(sentinel.host(), sentinel.port(), location.tls());
    return new RedisConfig(itsLocation, 0, itsUser, its, keyPrefix, timeout);
  }

  private static void check(boolean valid, String expectation) {
    if (!valid) {
      throw new IllegalArgumentException("expected " + expectation);
    }
  }

  /** Returns a description without the password. */
  @Override
  public String toString() {
    return "RedisConfig[location=%s, database=%d, user=%s, keyPrefix=%s]"
        .formatted(location, database, user, keyPrefix);
  }
}
