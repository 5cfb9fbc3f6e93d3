package io.github.servletexporter.listener.container;

import java.util.Set;

/**
 * Wrap of the container's own pools that lets them end workers on demand. While it is installed, it
 * changes the container for all of its applications; therefore at most one web application of the
 * JVM has a wrap installed.
 *
 * <p>Thread-safe. Does not throw exceptions.
 */
public interface PoolWrap extends AutoCloseable {

  /** Returns a wrap that does nothing, for containers without support for it. */
  static PoolWrap none() {
    return new PoolWrap() {
      @Override
      public void install() {}

      @Override
      public Set<String> pools() {
        return Set.of();
      }

      @Override
      public void close() {}
    };
  }

  /**
   * Wraps the pools that are not wrapped yet, unless another web application of the JVM has a wrap
   * installed; once that one closes its wrap, the next caller of this method takes over. Call it
   * when a worker is first seen and at intervals; it is fast enough for a request thread. Jobs that
   * are already running are not wrapped: a worker that is due after one of them ends after its next
   * job.
   */
  void install();

  /**
   * Returns the labels of the pools whose workers this wrap recycles. Empty before {@link
   * #install()} and while another web application has a wrap installed.
   */
  Set<String> pools();

  /**
   * Restores the container. Running jobs continue, and no further workers are ended. Further calls
   * have no effect.
   */
  @Override
  void close();
}
