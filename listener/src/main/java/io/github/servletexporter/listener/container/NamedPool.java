package io.github.servletexporter.listener.container;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread pool of the container.
 *
 * @param pool the container's own object
 * @param label the label, unique in the server
 * @param name the name of the pool's MBean or thread pool object; null if it has no name
 * @param threadPrefix the prefix of the names of its threads; null if it is unknown
 * @param virtual whether its jobs run on virtual threads
 * @param reader reads the numbers of the pool
 */
public record NamedPool(
    Object pool,
    String label,
    @Nullable String name,
    @Nullable String threadPrefix,
    boolean virtual,
    Supplier<PoolSnapshot> reader) {

  /** Returns the current numbers of the pool, or only its label if it cannot be read. */
  PoolSnapshot read() {
    try {
      return reader.get();
    } catch (RuntimeException | LinkageError unreadable) {
      return PoolSnapshot.withoutNumbers(label, virtual);
    }
  }
}
