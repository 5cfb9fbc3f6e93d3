package io.github.servletexporter.listener.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Redis is.
 *
 * @param topology how its nodes belong together
 * @param nodes the server; or the sentinels; or some of the cluster's nodes
 * @param master the name under which sentinels know the server; empty without sentinels
 * @param tls whether connections are encrypted
 */
public record RedisNodes(Topology topology, List<Node> nodes, String master, boolean tls) {

  static final int DEFAULT_PORT = 6379;
  static final int MAX_PORT = 65_535;

  private static final int DEFAULT_SENTINEL_PORT = 26_379;
  private static final Pattern URI =
      Pattern.compile("(rediss?)(-sentinel|-cluster)?://([^/@\\s]+)(?:/([^/@\\s]*))?");
  private static final Pattern NODE =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

  /** How the nodes belong together. */
  public enum Topology {
    /** One server. */
    SINGLE,
    /** A server and its replicas, which sentinels watch. */
    SENTINEL,
    /** A cluster. */
    CLUSTER
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no node, several are a single server, or the
   *     sentinels' master has no name
   */
  public RedisNodes {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()
        || (topology == Topology.SINGLE && nodes.size() > 1)
        || (topology == Topology.SENTINEL) == master.isEmpty()) {
      throw new IllegalArgumentException("not a location of Redis");
    }
  }

  /** Returns the location of Redis that a configuration names. */
  public static RedisNodes of(Config config) {
    return config
        .find(ConfigKey.REDIS_URI)
        .map(RedisNodes::parse)
        .orElseGet(
            () ->
                new RedisNodes(
                    Topology.SINGLE,
                    List.of(
                        new Node(
                            config.get(ConfigKey.REDIS_HOST), config.get(ConfigKey.REDIS_PORT))),
                    "",
                    config.get(ConfigKey.REDIS_TLS)));
  }

  /** One address. */
  public record Node(String host, int port) {

    /**
     * Validates the port.
     *
     * @throws IllegalArgumentException if it is none
     */
    public Node {
      if (port < 1 || port > MAX_PORT) {
        throw new IllegalArgumentException("not a port: " + port);
      }
    }
  }

  /**
   * Reads {@code redis://host:port}, {@code redis-sentinel://host:port,…/master} or {@code
   * redis-cluster://host:port,…}; with {@code rediss} connections are encrypted. There is no
   * password in it, so it may be shown.
   *
   * @throws IllegalArgumentException if it is nothing of these
   */
  static RedisNodes parse(String text) {
    Matcher matcher = URI.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no URI of a Redis");
    }
    Topology topology = topology(matcher.group(2));
    List<Node> nodes = new ArrayList<>();
    int port = topology == Topology.SENTINEL ? DEFAULT_SENTINEL_PORT : DEFAULT_PORT;
    for (String node : matcher.group(3).split(",", -1)) {
      nodes.add(node(node, port));
    }
    String master = matcher.group(4) == null ? "" : matcher.group(4);
    return new RedisNodes(topology, nodes, master, matcher.group(1).equals("rediss"));
  }

  private static Topology topology(String suffix) {
    if (suffix == null) {
      return Topology.SINGLE;
    }
    return suffix.equals("-cluster") ? Topology.CLUSTER : Topology.SENTINEL;
  }

  private static Node node(String text, int defaultPort) {
    Matcher matcher = NODE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no address");
    }
    String port = matcher.group(2);
    return new Node(matcher.group(1), port == null ? defaultPort : Integer.parseInt(port));
  }
}
