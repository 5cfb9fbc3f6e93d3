package io.github.servletexporter.listener.union;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Identity of a metrics port: its address, and everything that its clients depend on. Applications
 * whose identities differ do not share the port, so that the metrics of one are never shown with
 * the credentials of another, and a change of the owner makes no difference to a scraper.
 */
final class PortIdentity {

  private static final List<ConfigKey<?>> OF_CLIENTS =
      List.of(
          ConfigKey.PATH,
          ConfigKey.ALLOWED_HOSTS,
          ConfigKey.AUTH_USER,
          ConfigKey.AUTH_PASSWORD,
          ConfigKey.AUTH_TOKEN,
          ConfigKey.TLS_KEY_STORE,
          ConfigKey.TLS_CERTIFICATE,
          ConfigKey.TLS_TRUST_STORE,
          ConfigKey.TLS_TRUST_CERTIFICATES,
          ConfigKey.TLS_CLIENT_AUTH);

  private static final Map<ConfigKey<?>, ConfigKey<Path>> SECRET_FILES =
      Map.of(
          ConfigKey.AUTH_PASSWORD, ConfigKey.AUTH_PASSWORD_FILE,
          ConfigKey.AUTH_TOKEN, ConfigKey.AUTH_TOKEN_FILE);

  private PortIdentity() {}

  /** Returns the identity; empty without a port, and for port 0, which is another each time. */
  static Optional<String> of(Config config) {
    return config
        .find(ConfigKey.PORT)
        .filter(port -> port != 0)
        .map(port -> config.get(ConfigKey.BIND_ADDRESS) + ":" + port + " " + clients(config));
  }

  /**
   * Returns a digest, because the identity is readable by all applications of the server. It
   * contains the names of the keys that differ from their defaults, so that applications whose
   * versions of servlet-exporter know different keys have the same identity unless they use them.
   */
  private static String clients(Config config) {
    MessageDigest digest = sha256();
    for (ConfigKey<?> key : OF_CLIENTS) {
      if (!config.find(key).equals(key.defaultValue())) {
        add(digest, key.name());
        add(digest, value(config, key));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Returns the value of a key, or for a secret in a file the name of the file: applications notice
   * a change of its content at different times, and continue to share the port.
   */
  private static String value(Config config, ConfigKey<?> key) {
    ConfigKey<Path> fileKey = SECRET_FILES.get(key);
    if (fileKey != null) {
      String file = config.find(fileKey).map(path -> "file " + path).orElse("");
      if (config.setting(key).source().equals(file)) {
        return file;
      }
    }
    return String.valueOf(config.find(key));
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
