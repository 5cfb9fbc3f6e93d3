package io.github.servletexporter.listener.pool;

import io.github.servletexporter.filter.worker.VirtualThreads;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pools of a server, found again for each reading: connectors come and go while it runs.
 *
 * <p>Thread-safe.
 */
final class PoolDirectory {

  private final Supplier<List<NamedPool>> finder;

  /** What was found last: enough to tell the pool of a worker, as a pool keeps its label. */
  private volatile List<NamedPool> known = List.of();

  PoolDirectory(Supplier<List<NamedPool>> finder) {
    this.finder = finder;
  }

  List<PoolSnapshot> read() {
    return find().stream().map(NamedPool::read).toList();
  }

  /**
   * Returns the label of the pool that a thread belongs to: the one whose prefix begins the
   * thread's name, else the only one of which no prefix is known.
   */
  String poolOf(Thread thread) {
    String label = match(known, thread);
    if (label == null) {
      label = match(find(), thread);
    }
    return label != null ? label : ContainerAdapter.OTHER;
  }

  @Nullable String poolNamed(String name) {
    return label(pool -> name.equals(pool.name()));
  }

  /** Returns the label of one of the container's objects, or null when it is no pool of its. */
  @Nullable String labelOf(Object pool) {
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

  /** A container that changes meanwhile may throw anything; the next reading comes soon. */
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
