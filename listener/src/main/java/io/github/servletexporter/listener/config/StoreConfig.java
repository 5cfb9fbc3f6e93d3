package io.github.servletexporter.listener.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether and where the JVMs of one application share their metrics.
 *
 * @param directory a directory that they share, or null for none; not used with a Redis
 * @param redis a Redis that they share, or null for none
 * @param cleanup whether dead members are folded and removed
 * @param aggregatePath servlet path of the view of all members, or empty for none
 */
public record StoreConfig(
    @Nullable Path directory, @Nullable RedisConfig redis, boolean cleanup, String aggregatePath) {

  private static final StoreConfig NONE =
      new StoreConfig(null, null, true, ConfigKey.AGGREGATE_PATH.defaultText());

  /**
   * Validates the path.
   *
   * @throws IllegalArgumentException if it is not what its key expects
   */
  public StoreConfig {
    MetricsConfig.require(
        MetricsConfig.isPath(aggregatePath), ConfigKey.AGGREGATE_PATH, aggregatePath);
  }

  /** Returns no store: each JVM is on its own. */
  public static StoreConfig none() {
    return NONE;
  }

  /** Returns a shared directory with every default. */
  public static StoreConfig directory(Path directory) {
    return new StoreConfig(directory, null, true, ConfigKey.AGGREGATE_PATH.defaultText());
  }

  /** Returns a shared Redis with every default. */
  public static StoreConfig redis(RedisConfig redis) {
    return new StoreConfig(null, redis, true, ConfigKey.AGGREGATE_PATH.defaultText());
  }

  /** Returns whether anything is shared. */
  public boolean isShared() {
    return directory != null || redis != null;
  }
}
