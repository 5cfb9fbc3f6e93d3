package io.github.servletexporter.listener.container;

import io.github.servletexporter.filter.worker.VirtualThreads;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Directory of the pools of a server. The pools are looked up for each reading, because connectors
 * may be added and removed while the server runs.
 *
 * <p>Thread-safe. Does not throw exceptions: a pool that cannot be read has a label only.
 */
public final class PoolDirectory {

  /** Label of threads that belong to no known pool. */
  public static final String OTHER = "other";

  private final Supplier<List<NamedPool>> finder;

  /** The pools found last, which are enough to find a worker's pool: a pool keeps its label. */
  private volatile List<NamedPool> known = List.of();

  /**
   * Creates a directory.
   *
   * @param finder finds the pools that the server has now
   */
  public PoolDirectory(Supplier<List<NamedPool>> finder) {
    this.finder = finder;
  }

  /** Returns a snapshot of each pool. */
  public List<PoolSnapshot> read() {
    return find().stream().map(NamedPool::read).toList();
  }

  /**
   * Returns the label of the pool that a worker belongs to, or {@link #OTHER}. It is the pool with
   * the longest thread name prefix that matches, or else the only pool whose prefix is unknown.
   */
  public String poolOf(Thread worker) {
    String label = match(known, worker);
    if (label == null) {
      label = match(find(), worker);
    }
    return label != null ? label : OTHER;
  }

  /** Returns the label of the pool with this {@linkplain NamedPool#name() name}, or null. */
  public @Nullable String poolNamed(String name) {
    return label(pool -> name.equals(pool.name()));
  }

  /** Returns the label of a pool object of the container, or null if it is not in the directory. */
  public @Nullable String labelOf(Object pool) {
    return label(found -> found.pool() == pool);
  }

  private @Nullable String label(Predicate<NamedPool> wanted) {
    for (NamedPool pool : find()) {
      if (wanted.test(pool)) {
        return pool.label();
      }
    }
    return null;
  }

  /** The container may throw any exception while it changes; the next reading follows soon. */
  private List<NamedPool> find() {
    try {
      List<NamedPool> found = List.copyOf(finder.get());
      known = found;
      return found;
    } catch (RuntimeException | LinkageError unreadable) {
      return List.of();
    }
  }

  private static @Nullable String match(List<NamedPool> pools, Thread thread) {
    boolean virtual = VirtualThreads.isVirtual(thread);
    String threadName = thread.getName();
    NamedPool best = null;
    NamedPool nameless = null;
    int namelessPools = 0;
    for (NamedPool pool : pools) {
      String prefix = pool.threadPrefix();
      if (pool.virtual() != virtual) {
        continue;
      }
      if (prefix == null) {
        nameless = pool;
        namelessPools++;
      } else if (threadName.startsWith(prefix) && isLonger(prefix, best)) {
        best = pool;
      }
    }
    NamedPool match = best == null && namelessPools == 1 ? nameless : best;
    return match == null ? null : match.label();
  }

  private static boolean isLonger(String prefix, @Nullable NamedPool best) {
    return best == null
        || best.threadPrefix() == null
        || best.threadPrefix().length() < prefix.length();
  }
}
