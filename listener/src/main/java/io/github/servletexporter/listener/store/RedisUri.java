package io.github.servletexporter.listener.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A URI of a Redis in its parts. {@link java.net.URI} knows no list of hosts. */
final class RedisUri {

  private static final Pattern URI =
      Pattern.compile(
          "(?<tls>rediss?)(-(?<kind>sentinel|cluster))?://"
              + "((?<user>[^/:@]*)(:(?<password>[^/@]*))?@)?"
              + "(?<hosts>[^/@?#]+)(/(?<database>\\d{0,9}))?(#(?<master>.+))?");
  private static final Pattern HOST =
      Pattern.compile("(\\[(?<address>[^\\]]+)\\]|(?<name>[^:\\[\\]]+))(:(?<port>\\d{1,5}))?");

  private final Matcher uri;
  private final RedisSettings.Kind kind;

  private RedisUri(Matcher uri, RedisSettings.Kind kind) {
    this.uri = uri;
    this.kind = kind;
  }

  static RedisUri parse(String text) {
    Matcher uri = URI.matcher(text);
    if (!uri.matches()) {
      throw new IllegalArgumentException(
          "expected redis://host:port/database, redis-sentinel://host:port,…/database#master or"
              + " redis-cluster://host:port,…");
    }
    String kind = uri.group("kind");
    if (kind == null) {
      return new RedisUri(uri, RedisSettings.Kind.SINGLE);
    }
    return new RedisUri(
        uri, kind.equals("cluster") ? RedisSettings.Kind.CLUSTER : RedisSettings.Kind.SENTINEL);
  }

  RedisSettings settings(String keyPrefix) {
    List<RedisNode> nodes = nodes();
    if (kind == RedisSettings.Kind.SINGLE && nodes.size() > 1) {
      throw new IllegalArgumentException("expected one host, or redis-sentinel or redis-cluster");
    }
    String master = uri.group("master");
    String database = uri.group("database");
    return new RedisSettings(
        kind,
        nodes,
        master == null ? "" : decoded(master),
        uri.group("tls").equals("rediss"),
        database == null || database.isEmpty() ? 0 : Integer.parseInt(database),
        credential("user"),
        credential("password"),
        keyPrefix,
        RedisSettings.DEFAULT_TIMEOUT);
  }

  /** A plus is a plus here. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private @Nullable String credential(String name) {
    String text = uri.group(name);
    return text == null || text.isEmpty() ? null : decoded(text);
  }

  private List<RedisNode> nodes() {
    List<RedisNode> nodes = new ArrayList<>();
    for (String text : uri.group("hosts").split(",", -1)) {
      Matcher host = HOST.matcher(text);
      if (!host.matches()) {
        throw new IllegalArgumentException("expected host:port, but was \"" + text + "\"");
      }
      String address = host.group("address");
      String port = host.group("port");
      nodes.add(
          new RedisNode(
              address == null ? host.group("name") : address,
              port == null ? defaultPort() : Integer.parseInt(port)));
    }
    return nodes;
  }

  private int defaultPort() {
    return kind == RedisSettings.Kind.SENTINEL
        ? RedisNode.DEFAULT_SENTINEL_PORT
        : RedisNode.DEFAULT_PORT;
  }
}
