package io.github.servletexporter.listener.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pools of a Jetty server: its own, and those of connectors that have one. One thread.
 */
final class JettyPools {

  /** The names that Jetty makes up end in the hash code of the pool, another one at each start. */
  private static final Pattern MADE_UP = Pattern.compile("(qtp|etp)-?\\d+");

  private final Labels labels = new Labels();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<NamedPool> pools = new ArrayList<>();

  private JettyPools() {}

  static List<NamedPool> of(JettyLookup jetty) {
    JettyPools found = new JettyPools();
    found.add(jetty.executor(), "pool");
    ForeignObject server = jetty.server();
    if (server != null) {
      found.add(server.object("getThreadPool"), "pool");
      int number = 0;
      for (ForeignObject connector : JettyConnectors.of(server)) {
        number++;
        found.add(connector.object("getExecutor"), JettyConnectors.name(connector, number));
      }
    }
    return found.pools;
  }

  private void add(@Nullable ForeignObject pool, String otherwise) {
    if (pool == null || !seen.add(pool.target())) {
      return;
    }
    String name = pool.text("getName");
    Object runsOn = pool.get("getVirtualThreadsExecutor");
    // A VirtualThreadPool has no threads of its own to keep; the others hand it some of their jobs.
    boolean virtual =
        pool.number("getMinThreads") == null && (runsOn != null || isPerTask(pool.target()));
    String label = labels.unique(label(name, otherwise));
    String prefix = name == null || virtual ? null : name + "-";
    pools.add(
        new NamedPool(
            pool.target(), label, name, prefix, virtual, () -> read(label, pool, virtual)));
    if (runsOn != null && !virtual) {
      String handedTo = labels.unique(label + "-virtual");
      pools.add(
          new NamedPool(
              runsOn, handedTo, null, null, true, () -> PoolSnapshot.ofVirtualThreads(handedTo)));
    }
  }

  private static boolean isPerTask(Object executor) {
    return executor.getClass().getName().equals("java.util.concurrent.ThreadPerTaskExecutor");
  }

  private static String label(@Nullable String name, String otherwise) {
    if (name == null || name.isEmpty()) {
      return otherwise;
    }
    Matcher madeUp = MADE_UP.matcher(name);
    return madeUp.matches() ? madeUp.group(1) : name;
  }

  /**
   * Reserved threads count as idle: they wait for a job. Threads that acceptors and selectors hold
   * count as busy, as in Jetty's getBusyThreads(); that one is not asked, so that busy and idle add
   * up to the threads of one moment.
   */
  private static PoolSnapshot read(String label, ForeignObject pool, boolean virtual) {
    Integer threads = pool.number("getThreads");
    Integer ready = virtual ? null : pool.number("getReadyThreads", "getIdleThreads");
    Integer idle =
        threads == null || ready == null ? ready : Integer.valueOf(Math.min(ready, threads));
    return new PoolSnapshot(
        label,
        threads == null ? null : Integer.valueOf(threads - (idle == null ? 0 : idle)),
        idle,
        pool.number("getMaxConcurrentTasks", "getMaxThreads"),
        pool.number("getMinThreads"),
        pool.number("getQueueSize"),
        virtual);
  }
}
