package io.github.servletexporter.listener;

import io.github.servletexporter.listener.config.RedisConfig;
import io.github.servletexporter.listener.config.RedisNodes;
import io.github.servletexporter.listener.config.StoreConfig;
import io.github.servletexporter.listener.store.RedisNode;
import io.github.servletexporter.listener.store.RedisSettings;
import io.github.servletexporter.listener.store.SharedStore;
import io.github.servletexporter.listener.store.SnapshotStore;
import io.github.servletexporter.listener.store.StoreSettings;
import java.time.Duration;
import java.util.Optional;

/** Makes the shared store that a configuration asks for. */
public final class StoreAccess {

  private StoreAccess() {}

  /**
   * Returns the store, which touches nothing before it is used; empty when nothing is shared. The
   * caller closes it.
   */
  public static Optional<SnapshotStore> open(StoreConfig config) {
    if (config.redis() != null) {
      return Optional.of(SharedStore.redis(settings(config.redis())));
    }
    return Optional.ofNullable(config.directory()).map(SharedStore::directory);
  }

  /** Returns how often a member publishes. */
  static Duration interval(StoreConfig config) {
    return config.redis() != null
        ? config.redis().forwardInterval()
        : StoreSettings.DIRECTORY_INTERVAL;
  }

  private static RedisSettings settings(RedisConfig config) {
    RedisNodes nodes = config.nodes();
    return new RedisSettings(
        RedisSettings.Kind.valueOf(nodes.topology().name()),
        nodes.nodes().stream().map(node -> new RedisNode(node.host(), node.port())).toList(),
        nodes.master(),
        nodes.tls(),
        config.database(),
        config.user(),
        config.password(),
        config.keyPrefix(),
        RedisSettings.DEFAULT_TIMEOUT);
  }
}
