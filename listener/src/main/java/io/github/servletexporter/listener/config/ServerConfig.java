package io.github.servletexporter.listener.config;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The server of our own, beside the container's.
 *
 * @param port its port, 0 for any that is free; empty: there is none
 * @param bindAddress the address or host name that it listens on; a host name is looked up when it
 *     binds
 * @param tls how it speaks TLS, or null for plain HTTP
 */
public record ServerConfig(OptionalInt port, String bindAddress, @Nullable TlsConfig tls) {

  private static final String LOOPBACK = ConfigKey.BIND_ADDRESS.defaultText();
  private static final ServerConfig NONE = new ServerConfig(OptionalInt.empty(), LOOPBACK, null);
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is not what its key expects
   */
  public ServerConfig {
    Objects.requireNonNull(port, "port");
    port.ifPresent(
        number ->
            MetricsConfig.require(
                number >= 0 && number <= MAX_PORT, ConfigKey.PORT, String.valueOf(number)));
    MetricsConfig.require(isHost(bindAddress), ConfigKey.BIND_ADDRESS, bindAddress);
  }

  /** Returns no server: everything of ours is in the application. */
  public static ServerConfig none() {
    return NONE;
  }

  /**
   * Returns a server on the loopback address, without TLS.
   *
   * @param port its port, 0 for any that is free
   */
  public static ServerConfig on(int port) {
    return new ServerConfig(OptionalInt.of(port), LOOPBACK, null);
  }

  /** Returns the same server on another address. */
  public ServerConfig boundTo(String address) {
    return new ServerConfig(port, address, tls);
  }

  /** Returns the same server with TLS. */
  public ServerConfig with(TlsConfig secure) {
    return new ServerConfig(port, bindAddress, secure);
  }

  /** Whether it could be a name or an address; only the look-up tells. */
  static boolean isHost(String text) {
    return !text.isEmpty() && text.chars().allMatch(ServerConfig::isHostCharacter);
  }

  private static boolean isHostCharacter(int each) {
    return Character.isLetterOrDigit(each) || ".-_:%[]".indexOf(each) >= 0;
  }
}
