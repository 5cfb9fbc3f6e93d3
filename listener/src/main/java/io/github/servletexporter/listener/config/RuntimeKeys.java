package io.github.servletexporter.listener.config;

import io.github.servletexporter.listener.config.Config.Reload;
import io.github.servletexporter.listener.config.Config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keys whose values can change while the application runs: credentials and the material of TLS.
 *
 * <p>Whether credentials, TLS and client certificates are required at all cannot change, so that a
 * file that is incomplete for a moment opens nothing.
 */
final class RuntimeKeys {

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              List.of(
                  ConfigKey.AUTH_USER,
                  ConfigKey.AUTH_PASSWORD,
                  ConfigKey.AUTH_PASSWORD_FILE,
                  ConfigKey.AUTH_TOKEN,
                  ConfigKey.AUTH_TOKEN_FILE),
              config -> config.isSet(ConfigKey.AUTH_USER) || config.isSet(ConfigKey.AUTH_TOKEN)),
          new Group(
              List.of(
                  ConfigKey.TLS_KEY_STORE,
                  ConfigKey.TLS_KEY_STORE_PASSWORD,
                  ConfigKey.TLS_KEY_STORE_PASSWORD_FILE,
                  ConfigKey.TLS_CERTIFICATE,
                  ConfigKey.TLS_PRIVATE_KEY,
                  ConfigKey.TLS_TRUST_STORE,
                  ConfigKey.TLS_TRUST_STORE_PASSWORD,
                  ConfigKey.TLS_TRUST_STORE_PASSWORD_FILE,
                  ConfigKey.TLS_TRUST_CERTIFICATES),
              config -> List.of(hasTls(config), config.get(ConfigKey.TLS_CLIENT_AUTH))));

  private RuntimeKeys() {}

  /**
   * Keys that change together.
   *
   * @param keys the keys
   * @param protection what the keys protect from; their values change only if this stays equal
   */
  private record Group(List<ConfigKey<?>> keys, Function<Config, Object> protection) {}

  private static boolean hasTls(Config config) {
    return config.isSet(ConfigKey.TLS_KEY_STORE) || config.isSet(ConfigKey.TLS_CERTIFICATE);
  }

  /** Returns the files that contain settings and secrets, in the order of the keys. */
  static List<Path> files(Config config) {
    return ConfigKey.all().stream()
        .filter(RuntimeKeys::namesAFile)
        .flatMap(key -> config.find(key).stream())
        .flatMap(value -> value instanceof Path file ? Stream.of(file) : Stream.empty())
        .distinct()
        .toList();
  }

  private static boolean namesAFile(ConfigKey<?> key) {
    return key.equals(ConfigKey.CONFIG_FILE)
        || key.secretInFile().isPresent()
        || GROUPS.stream().anyMatch(group -> group.keys().contains(key));
  }

  /**
   * Returns a configuration with the settings that can change.
   *
   * @param present configuration in use
   * @param read configuration that was read now
   */
  static Reload merge(Config present, Config read) {
    List<ConfigKey<?>> replaced =
        GROUPS.stream()
            .filter(
                group ->
                    Objects.equals(
                        group.protection().apply(present), group.protection().apply(read)))
            .flatMap(group -> group.keys().stream())
            .toList();
    List<Setting> changed = new ArrayList<>();
    List<Setting> fixed = new ArrayList<>();
    for (ConfigKey<?> key : ConfigKey.all()) {
      if (!present.find(key).equals(read.find(key))) {
        (replaced.contains(key) ? changed : fixed).add(read.setting(key));
      }
    }
    return new Reload(present.with(replaced, read), changed, fixed);
  }
}
