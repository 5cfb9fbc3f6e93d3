package io.github.servletexporter.sharing.redis;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Location of a Redis: one server, the Sentinels that monitor it, or nodes of a cluster.
 *
 * @param kind kind of the nodes
 * @param nodes the server, the Sentinels or some nodes of the cluster
 * @param masterName name under which the Sentinels monitor the server; empty without Sentinels
 * @param tls whether connections use TLS; certificates are checked against the JVM's trust store
 *     and have to match the host name
 */
public record RedisLocation(Kind kind, List<RedisNode> nodes, String masterName, boolean tls) {

  private static final int DEFAULT_PORT = 6379;
  private static final int DEFAULT_SENTINEL_PORT = 26_379;
  private static final Pattern URI =
      Pattern.compile("(rediss?)(-sentinel|-cluster)?://([^/@\\s]+)(?:/([^/@\\s]*))?");
  private static final Pattern NODE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");

  /** Kind of the nodes. */
  public enum Kind {
    /** A single server. */
    SINGLE,
    /** Sentinels, which monitor the server. */
    SENTINEL,
    /** Nodes of a cluster. */
    CLUSTER
  }

  /**
   * Validates the location and copies the list.
   *
   * @throws IllegalArgumentException if there is no node, a single server has several, or the name
   *     is missing with Sentinels or present without
   */
  public RedisLocation {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()
        || (kind == Kind.SINGLE && nodes.size() > 1)
        || (kind == Kind.SENTINEL) == masterName.isEmpty()) {
      throw new IllegalArgumentException("not the location of a Redis");
    }
  }

  /** Returns the location of a single server. */
  public static RedisLocation of(String host, int port, boolean tls) {
    return new RedisLocation(Kind.SINGLE, List.of(new RedisNode(host, port)), "", tls);
  }

  /**
   * Returns the location of a URI: {@code redis://host:port}, {@code
   * redis-sentinel://host:port,…/master} or {@code redis-cluster://host:port,…}; with {@code
   * rediss}, connections are encrypted. A URI contains no password and so may be shown.
   *
   * @throws IllegalArgumentException if the text is not such a URI
   */
  public static RedisLocation parse(String text) {
    Matcher matcher = URI.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not the URI of a Redis");
    }
    Kind kind = kind(matcher.group(2));
    int defaultPort = kind == Kind.SENTINEL ? DEFAULT_SENTINEL_PORT : DEFAULT_PORT;
    List<RedisNode> nodes =
        Stream.of(matcher.group(3).split(",", -1)).map(node -> node(node, defaultPort)).toList();
    String masterName = matcher.group(4) == null ? "" : matcher.group(4);
    return new RedisLocation(kind, nodes, masterName, matcher.group(1).equals("rediss"));
  }

  private static Kind kind(@Nullable String suffix) {
    if (suffix == null) {
      return Kind.SINGLE;
    }
    return suffix.equals("-cluster") ? Kind.CLUSTER : Kind.SENTINEL;
  }

  private static RedisNode node(String text, int defaultPort) {
    Matcher matcher = NODE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not the address of a node");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    String port = matcher.group(3);
    return new RedisNode(host, port == null ? defaultPort : Integer.parseInt(port));
  }
}
