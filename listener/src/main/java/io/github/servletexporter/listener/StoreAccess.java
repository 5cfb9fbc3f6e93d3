package io.github.servletexporter.listener;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.sharing.SharedStore;
import io.github.servletexporter.sharing.StoreSettings;
import io.github.servletexporter.sharing.redis.RedisLocation;
import io.github.servletexporter.sharing.redis.RedisSettings;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.time.Duration;
import java.util.Optional;

/** Makes the shared store that a configuration asks for. */
public final class StoreAccess {

  private StoreAccess() {}

  /** Returns whether a configuration names a shared store. */
  static boolean isShared(Config config) {
    return config.get(ConfigKey.REDIS_ENABLED) || config.find(ConfigKey.MULTIPROC_DIR).isPresent();
  }

  /**
   * Returns the store, which touches nothing before it is used; empty when nothing is shared. The
   * caller closes it.
   */
  public static Optional<SnapshotStore> open(Config config) {
    return config.get(ConfigKey.REDIS_ENABLED)
        ? Optional.of(SharedStore.redis(redis(config)))
        : config.find(ConfigKey.MULTIPROC_DIR).map(SharedStore::directory);
  }

  /** Returns the interval at which an instance publishes. */
  static Duration interval(Config config) {
    return config.get(ConfigKey.REDIS_ENABLED)
        ? config.get(ConfigKey.REDIS_FORWARD_INTERVAL)
        : StoreSettings.DIRECTORY_INTERVAL;
  }

  private static RedisSettings redis(Config config) {
    RedisLocation location = location(config);
    return new RedisSettings(
        location.kind(),
        location.nodes(),
        location.masterName(),
        location.tls(),
        config.get(ConfigKey.REDIS_DB),
        config.find(ConfigKey.REDIS_USER).orElse(null),
        config.find(ConfigKey.REDIS_PASSWORD).orElse(null),
        config.get(ConfigKey.REDIS_KEY_PREFIX),
        RedisSettings.DEFAULT_TIMEOUT);
  }

  private static RedisLocation location(Config config) {
    return config
        .find(ConfigKey.REDIS_URI)
        .map(RedisLocation::parse)
        .orElseGet(
            () ->
                RedisLocation.of(
                    config.get(ConfigKey.REDIS_HOST),
                    config.get(ConfigKey.REDIS_PORT),
                    config.get(ConfigKey.REDIS_TLS)));
  }
}
