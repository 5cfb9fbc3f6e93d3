package io.github.servletexporter.listener.pool;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the container, as its adapter has found it.
 *
 * @param pool the container's object
 * @param label the label, unique in the server
 * @param name what the container calls it, null when it has no name
 * @param threadPrefix what the names of its threads begin with, null when that is unknown
 * @param virtual whether its jobs run on virtual threads
 * @param reader reads its numbers
 */
record NamedPool(
    Object pool,
    String label,
    @Nullable String name,
    @Nullable String threadPrefix,
    boolean virtual,
    Supplier<PoolSnapshot> reader) {

  /** Returns what the pool says now, or its label only when it can't be read. */
  PoolSnapshot read() {
    try {
      return reader.get();
    } catch (RuntimeException | LinkageError unreadable) {
      return new PoolSnapshot(label, null, null, null, null, null, virtual);
    }
  }
}
