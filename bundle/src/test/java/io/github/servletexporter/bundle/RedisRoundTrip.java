package io.github.servletexporter.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.servletexporter.sharing.StoreConfig;
import io.github.servletexporter.sharing.redis.RedisConfig;
import io.github.servletexporter.sharing.redis.RedisLocation;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.util.List;
import java.util.concurrent.Callable;

/** Uses a Redis with nothing but the jar. */
public final class RedisRoundTrip implements Callable<List<String>> {

  private final int port;

  /** Uses the Redis at a port of this host. */
  public RedisRoundTrip(int port) {
    this.port = port;
  }

  @Override
  public List<String> call() throws Exception {
    RedisConfig config =
        new RedisConfig(
            RedisLocation.of("127.0.0.1", port, false),
            0,
            null,
            null,
            "p",
            RedisConfig.DEFAULT_TIMEOUT);
    try (SnapshotStore store = new StoreConfig.Redis(config).open()) {
      store.put("a", "1".getBytes(UTF_8));
      store.replaceRetained(new byte[0], "sum".getBytes(UTF_8));
      return List.of(store.keys().get(0), new String(store.retained(), UTF_8));
    }
  }
}
