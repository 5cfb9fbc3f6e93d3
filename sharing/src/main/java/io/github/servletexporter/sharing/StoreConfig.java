package io.github.servletexporter.sharing;

import io.github.servletexporter.sharing.redis.RedisConfig;
import io.github.servletexporter.sharing.redis.RedisSnapshotStore;
import io.github.servletexporter.sharing.store.CircuitBreaker;
import io.github.servletexporter.sharing.store.DirectorySnapshotStore;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Configuration of a shared store and of an instance in it.
 *
 * @param location location of the store
 * @param interval time between two publications of the instance
 * @param cleanup whether dead instances are folded and removed
 */
public record StoreConfig(Location location, Duration interval, boolean cleanup) {

  /** Time between two publications in a directory. */
  public static final Duration DIRECTORY_INTERVAL = Duration.ofSeconds(5);

  /** Number of intervals within which an instance publishes again after its store has recovered. */
  private static final int RECOVERY_INTERVALS = 3;

  /**
   * Validates the interval.
   *
   * @throws IllegalArgumentException if the interval is not positive
   */
  public StoreConfig {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("expected an interval > 0, but was " + interval);
    }
  }

  /**
   * Returns the longest time after an outage until all instances have published again. They retry
   * rarely after a long outage, and not at the same time.
   */
  Duration recovery() {
    return CircuitBreaker.longestDelay(interval).plus(interval.multipliedBy(RECOVERY_INTERVALS));
  }

  /** Location of a shared store. */
  public sealed interface Location {

    /** Returns the store, without accessing it. The caller closes it. */
    SnapshotStore open();
  }

  /**
   * Directory as a shared store.
   *
   * @param path path of the directory
   */
  public record Directory(Path path) implements Location {

    @Override
    public SnapshotStore open() {
      return DirectorySnapshotStore.in(path);
    }
  }

  /**
   * Redis as a shared store.
   *
   * @param config configuration of the connection
   */
  public record Redis(RedisConfig config) implements Location {

    @Override
    public SnapshotStore open() {
      return new RedisSnapshotStore(config, InstantSource.system());
    }
  }
}
