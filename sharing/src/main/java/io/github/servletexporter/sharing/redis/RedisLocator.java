package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the server that has the keys: the one, or the one that a Sentinel names, or the node
 * of a cluster that another node has named. Asks anew for every connection. Thread-safe.
 */
final class RedisLocator {

  private static final Pattern VERSION = Pattern.compile("(?m)^redis_version:((\\d+)\\S*)");
  private static final int OLDEST_VERSION = 6;

  private final RedisSettings settings;
  private volatile @Nullable RedisNode moved;

  RedisLocator(RedisSettings settings) {
    this.settings = settings;
  }

  /** Remembers which node of a cluster has the keys. */
  void movedTo(RedisNode node) {
    moved = node;
  }

  /**
   * Connects.
   *
   * @throws IOException if no server can be reached, lets us in and is new enough
   */
  RedisConnection connect() throws IOException {
    RedisNode known = moved;
    if (known != null) {
      try {
        return open(known);
      } catch (IOException e) {
        moved = null; // Others know who has its keys by now.
      }
    }
    return first(
        settings.kind() == RedisSettings.Kind.SENTINEL
            ? sentinel -> open(master(sentinel))
            : this::open);
  }

  private RedisConnection first(Attempt attempt) throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (RedisNode node : settings.nodes()) {
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

  private RedisConnection open(RedisNode node) throws IOException {
    RedisConnection connection = RedisConnection.open(node, settings);
    try {
      checkVersion(connection);
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** Who may not ask for the version gets the errors of commands that an old one doesn't know. */
  private static void checkVersion(RedisConnection connection) throws IOException {
    Object info = RedisReplies.ask(connection, "INFO", "server");
    if (info instanceof byte[] text) {
      Matcher version = VERSION.matcher(new String(text, StandardCharsets.UTF_8));
      if (version.find() && Integer.parseInt(version.group(2)) < OLDEST_VERSION) {
        throw new IOException(
            "%s: expected Redis %d.0 or newer, but it is %s"
                .formatted(connection.node(), OLDEST_VERSION, version.group(1)));
      }
    }
  }

  /** Sentinels usually let everybody in; those that don't are taken to know the same password. */
  private RedisNode master(RedisNode sentinel) throws IOException {
    RedisSettings anonymous = settings.forSentinel(null, null);
    Object reply = askForMaster(sentinel, anonymous);
    if (reply instanceof RedisException && settings.password() != null) {
      reply = askForMaster(sentinel, settings.forSentinel(settings.user(), settings.password()));
    }
    if (reply instanceof RedisException e) {
      throw new IOException(sentinel + ": " + e.getMessage(), e);
    }
    List<byte[]> address = RedisReplies.bytes(reply);
    if (address.size() < 2) {
      throw new IOException(sentinel + ": knows no master \"" + settings.masterName() + "\"");
    }
    return new RedisNode(
        new String(address.get(0), StandardCharsets.UTF_8),
        Integer.parseInt(new String(address.get(1), StandardCharsets.UTF_8)));
  }

  private @Nullable Object askForMaster(RedisNode sentinel, RedisSettings how) throws IOException {
    try (RedisConnection connection = RedisConnection.open(sentinel, how)) {
      return RedisReplies.ask(
          connection, "SENTINEL", "get-master-addr-by-name", settings.masterName());
    }
  }

  /** Tries one node. */
  @FunctionalInterface
  private interface Attempt {
    RedisConnection at(RedisNode node) throws IOException;
  }
}
