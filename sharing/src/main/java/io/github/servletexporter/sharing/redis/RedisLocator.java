package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.sharing.merge.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Locator of the server that has the keys: the single one, the one that a Sentinel names, or the
 * node of a cluster to which another node has redirected. Locates it again for each connection.
 * Thread-safe.
 */
final class RedisLocator {

  private static final Pattern VERSION = Pattern.compile("(?m)^redis_version:((\\d{1,9})\\S*)");
  private static final int OLDEST_VERSION = 6;

  private final RedisConfig config;
  private volatile @Nullable RedisNode moved;

  RedisLocator(RedisConfig config) {
    this.config = config;
  }

  /** Remembers the node of a cluster that has the keys. */
  void movedTo(RedisNode node) {
    moved = node;
  }

  /**
   * Connects.
   *
   * @throws IOException if no server can be reached, accepts the credentials and is new enough
   */
  RedisConnection connect(Deadline deadline) throws IOException {
    RedisNode known = moved;
    if (known != null) {
      try {
        return open(known, deadline);
      } catch (IOException e) {
        moved = null; // Another node redirects to the one that has the keys now.
      }
    }
    return first(
        config.location().kind() == RedisLocation.Kind.SENTINEL
            ? sentinel -> open(master(sentinel, deadline), deadline)
            : node -> open(node, deadline));
  }

  private RedisConnection first(Attempt attempt) throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (RedisNode node : config.location().nodes()) {
      try {
        return attempt.at(node);
      } catch (IOException e) {
        failures.add(e);
      }
    }
    IOException last = failures.remove(failures.size() - 1);
    failures.forEach(last::addSuppressed);
    throw last;
  }

  /**
   * Connects to one node.
   *
   * @throws IOException if it cannot be reached, rejects the credentials or is too old
   */
  RedisConnection open(RedisNode node, Deadline deadline) throws IOException {
    RedisConnection connection = open(node, config, deadline);
    try {
      checkVersion(connection, deadline);
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private static RedisConnection open(RedisNode node, RedisConfig config, Deadline deadline)
      throws IOException {
    try {
      return RedisConnection.open(node, config, deadline);
    } catch (NoClassDefFoundError e) { // Jedis is an optional dependency
      throw new IOException(
          "Jedis is missing on the class path; add the dependency redis.clients:jedis", e);
    }
  }

  /**
   * Skips the check if the user is not permitted to read the version; with an old server, other
   * commands fail later.
   */
  private static void checkVersion(RedisConnection connection, Deadline deadline)
      throws IOException {
    Object info = RedisReplies.ask(connection, deadline, "INFO", "server");
    if (info instanceof byte[] text) {
      Matcher version = VERSION.matcher(new String(text, StandardCharsets.UTF_8));
      if (version.find() && Integer.parseInt(version.group(2)) < OLDEST_VERSION) {
        throw new IOException(
            "%s: expected Redis %d.0 or newer, but its version is %s"
                .formatted(connection.node(), OLDEST_VERSION, LogText.escaped(version.group(1))));
      }
    }
  }

  /**
   * Connects without credentials first, since most Sentinels require no password, and then with the
   * credentials of the Redis.
   */
  private RedisNode master(RedisNode sentinel, Deadline deadline) throws IOException {
    RedisConfig anonymous = config.forSentinel(sentinel, null, null);
    Object reply = askForMaster(sentinel, anonymous, deadline);
    if (reply instanceof RedisException && config.password() != null) {
      reply =
          askForMaster(
              sentinel, config.forSentinel(sentinel, config.user(), config.password()), deadline);
    }
    if (reply instanceof RedisException e) {
      throw new IOException(sentinel + ": " + e.getMessage(), e);
    }
    List<byte[]> address = RedisReplies.bytes(reply);
    if (address.size() < 2) {
      throw new IOException(
          sentinel
              + ": this Sentinel does not monitor the master \""
              + config.location().masterName()
              + "\"");
    }
    try {
      return new RedisNode(
          new String(address.get(0), StandardCharsets.UTF_8),
          Integer.parseInt(new String(address.get(1), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) { // of a port that is no number, or out of range
      throw new IOException(sentinel + ": " + LogText.escaped(e), e);
    }
  }

  private @Nullable Object askForMaster(
      RedisNode sentinel, RedisConfig itsConfig, Deadline deadline) throws IOException {
    try (RedisConnection connection = open(sentinel, itsConfig, deadline)) {
      return RedisReplies.ask(
          connection,
          deadline,
          "SENTINEL",
          "get-master-addr-by-name",
          config.location().masterName());
    }
  }

  /** Attempt to connect to one node. */
  @FunctionalInterface
  private interface Attempt {
    RedisConnection at(RedisNode node) throws IOException;
  }
}
