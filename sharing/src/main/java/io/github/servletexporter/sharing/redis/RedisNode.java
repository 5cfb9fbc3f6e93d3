package io.github.servletexporter.sharing.redis;

/**
 * Where a server listens.
 *
 * @param host its name or address, without brackets
 * @param port its port
 */
public record RedisNode(String host, int port) {

  private static final int MAX_PORT = 65535;

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if there is no such host or port
   */
  public RedisNode {
    if (host.isBlank() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("expected host:port, but was " + host + ":" + port);
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
