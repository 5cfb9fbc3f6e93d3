package io.github.servletexporter.sharing.redis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis, and how to get in.
 *
 * @param kind what the nodes are
 * @param nodes one Redis, or Sentinels, or some members of a cluster
 * @param masterName what the Sentinels call the Redis; empty for others
 * @param tls whether connections are encrypted; certificates are checked against the JVM's trust
 *     store, and must name the host
 * @param database the number of the database; a cluster has none but 0
 * @param user who, or null for the default user
 * @param password the password, or null for none
 * @param keyPrefix how the names of all keys begin: whoever has the same one shares the store
 * @param timeout of connecting, and of waiting for more of a reply
 */
public record RedisSettings(
    Kind kind,
    List<RedisNode> nodes,
    String masterName,
    boolean tls,
    int database,
    @Nullable String user,
    @Nullable String password,
    String keyPrefix,
    Duration timeout) {

  /** How long a Redis may take that is well. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  /** What the nodes are. */
  public enum Kind {
    /** The one Redis. */
    SINGLE,
    /** Sentinels, who know where the Redis is. */
    SENTINEL,
    /** Some members of a cluster. */
    CLUSTER
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if something is missing or contradicts itself; its message
   *     says nothing secret
   */
  public RedisSettings {
    nodes = List.copyOf(nodes);
    check(!nodes.isEmpty(), "at least one host");
    check((kind == Kind.SENTINEL) != masterName.isEmpty(), "a master's name with Sentinels only");
    check(database >= 0, "a database >= 0");
    check(kind != Kind.CLUSTER || database == 0, "database 0, since a cluster has no other");
    check(user == null || password != null, "a password with the user");
    check(
        !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "a timeout > 0 and of a minute at most");
  }

  /** Returns how to ask a Sentinel: it has neither a database nor a master of its own. */
  RedisSettings forSentinel(@Nullable String itsUser, @Nullable String itsPassword) {
    return new RedisSettings(
        Kind.SINGLE, nodes, "", tls, 0, itsUser, itsPassword, keyPrefix, timeout);
  }

  private static void check(boolean valid, String expectation) {
    if (!valid) {
      throw new IllegalArgumentException("expected " + expectation);
    }
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "%s%s %s%s/%d, prefix \"%s\""
        .formatted(
            kind.name().toLowerCase(Locale.ROOT),
            tls ? " with TLS" : "",
            nodes,
            masterName.isEmpty() ? "" : " " + masterName,
            database,
            keyPrefix);
  }
}
