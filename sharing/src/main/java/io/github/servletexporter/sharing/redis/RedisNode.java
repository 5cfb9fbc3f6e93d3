package io.github.servletexporter.sharing.redis;

/**
 * Address of a server.
 *
 * @param host host name or IP address
 * @param port TCP port
 */
public record RedisNode(String host, int port) {

  private static final int MAX_PORT = 65535;

  /**
   * Validates the address.
   *
   * @throws IllegalArgumentException if the host is empty or the port is out of range
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
