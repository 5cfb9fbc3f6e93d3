package io.github.servletexporter.listener.sharing;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.sharing.StoreConfig;
import io.github.servletexporter.sharing.redis.RedisConfig;
import io.github.servletexporter.sharing.redis.RedisLocation;
import java.util.Optional;

/** Selection of the shared store that a configuration names. */
public final class StoreAccess {

  private StoreAccess() {}

  /** Returns the configuration of the shared store; empty if nothing is shared. */
  public static Optional<StoreConfig> of(Config config) {
    boolean cleanup = config.get(ConfigKey.CLEANUP);
    return config.get(ConfigKey.REDIS_ENABLED)
        ? Optional.of(
            new StoreConfig(
                new StoreConfig.Redis(redis(config)),
                config.get(ConfigKey.REDIS_FORWARD_INTERVAL),
                cleanup))
        : config
            .find(ConfigKey.MULTIPROC_DIR)
            .map(StoreConfig.Directory::new)
            .map(directory -> new StoreConfig(directory, StoreConfig.DIRECTORY_INTERVAL, cleanup));
  }

  private static RedisConfig redis(Config config) {
    return new RedisConfig(
        location(config),
        config.get(ConfigKey.REDIS_DB),
        config.find(ConfigKey.REDIS_USER).orElse(null),
        config.find(ConfigKey.REDIS_PASSWORD).orElse(null),
        config.get(ConfigKey.REDIS_KEY_PREFIX),
        RedisConfig.DEFAULT_TIMEOUT);
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
