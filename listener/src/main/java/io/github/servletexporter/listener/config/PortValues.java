package io.github.servletexporter.listener.config;

import io.github.servletexporter.listener.config.PagesConfig.Place;
import io.github.servletexporter.listener.config.TlsConfig.ClientAuth;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the port of our own and of what is shown there. */
final class PortValues {

  private static final int MAX_PORT = 65_535;

  private PortValues() {}

  static ServerConfig server(ConfigValues values) {
    OptionalInt port = values.value(ConfigKey.PORT, OptionalInt.empty(), PortValues::port);
    String address =
        values.value(
            ConfigKey.BIND_ADDRESS, ConfigKey.BIND_ADDRESS.defaultText(), PortValues::host);
    return new ServerConfig(port, address, tls(values));
  }

  static PagesConfig pages(ConfigValues values) {
    return new PagesConfig(
        values.constant(ConfigKey.STATUS, Place.PORT),
        values.constant(ConfigKey.HEALTH, Place.PORT),
        values.value(
            ConfigKey.READINESS_STUCK_LIMIT,
            0,
            text -> ConfigValues.number(text, 0, PagesConfig.MAX_STUCK_LIMIT)));
  }

  static ErrorsConfig errors(ConfigValues values) {
    return new ErrorsConfig(
        path(values, ConfigKey.ERROR_LOG), values.bool(ConfigKey.LOG_EXCEPTIONS, true));
  }

  private static @Nullable TlsConfig tls(ConfigValues values) {
    Path keyStore = path(values, ConfigKey.TLS_KEY_STORE);
    String password =
        values.secret(ConfigKey.TLS_KEY_STORE_PASSWORD, ConfigKey.TLS_KEY_STORE_PASSWORD_FILE);
    Path trustStore = path(values, ConfigKey.TLS_TRUST_STORE);
    String trustPassword =
        values.secret(ConfigKey.TLS_TRUST_STORE_PASSWORD, ConfigKey.TLS_TRUST_STORE_PASSWORD_FILE);
    ClientAuth clientAuth = values.constant(ConfigKey.TLS_CLIENT_AUTH, ClientAuth.NONE);
    String mistake = mistake(keyStore, password, trustStore, clientAuth);
    if (!mistake.isEmpty()) {
      values.problems().add(ConfigKey.PREFIX + "tls: " + mistake);
    } else if (keyStore != null && password != null) {
      try {
        return TlsConfig.load(keyStore, password, trustStore, trustPassword);
      } catch (IllegalArgumentException e) {
        values
            .problems()
            .add(ConfigKey.PREFIX + "tls: expected usable files, but " + e.getMessage());
      }
    }
    return null;
  }

  /** A half of TLS is none: who has set one key and forgotten another wants to be told. */
  private static String mistake(
      @Nullable Path keyStore,
      @Nullable String password,
      @Nullable Path trustStore,
      ClientAuth clientAuth) {
    if ((keyStore == null) != (password == null)) {
      return "expected tls.key-store and its password together, but one is missing";
    }
    if (keyStore == null && (trustStore != null || clientAuth == ClientAuth.NEED)) {
      return "expected tls.key-store, without which there is no TLS, but it is missing";
    }
    return (trustStore == null) == (clientAuth == ClientAuth.NEED)
        ? "expected tls.trust-store and tls.client-auth=need together, but one is missing"
        : "";
  }

  private static @Nullable Path path(ConfigValues values, ConfigKey key) {
    return values.value(key, Optional.<Path>empty(), PortValues::path).orElse(null);
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static OptionalInt port(String text) {
    return text.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(ConfigValues.number(text, 0, MAX_PORT));
  }

  private static String host(String text) {
    if (!ServerConfig.isHost(text)) {
      throw new IllegalArgumentException("no host");
    }
    return text;
  }
}
