package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.listener.container.NamedPool;
import io.github.servletexporter.listener.container.PoolSnapshot;
import io.github.servletexporter.listener.container.UniqueLabels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pools of a Jetty server: its own, and those of its connectors. Not thread-safe. */
final class JettyPools {

  /** Default names of Jetty, which end in the hash code of the pool and so change at each start. */
  private static final Pattern DEFAULT_NAME = Pattern.compile("(qtp|etp)-?\\d+");

  private final UniqueLabels labels = new UniqueLabels();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<NamedPool> pools = new ArrayList<>();

  private JettyPools() {}

  static List<NamedPool> of(JettyContext jetty) {
    JettyPools found = new JettyPools();
    found.add(jetty.executor(), "pool");
    ForeignObject server = jetty.server();
    if (server != null) {
      found.add(server.object("getThreadPool"), "pool");
      int number = 0;
      for (ForeignObject connector : server.elements("getConnectors")) {
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
    // A VirtualThreadPool keeps no threads; other pools may run some of their jobs on virtual ones.
    boolean virtual =
        pool.number("getMinThreads") == null && (runsOn != null || isPerTask(pool.target()));
    String label = labels.unique(label(name, otherwise));
    String prefix = name == null || virtual ? null : name + "-";
    pools.add(
        new NamedPool(
            pool.target(), label, name, prefix, virtual, () -> read(label, pool, virtual)));
    if (runsOn != null && !virtual) {
      String virtualLabel = labels.unique(label + "-virtual");
      pools.add(
          new NamedPool(
              runsOn,
              virtualLabel,
              null,
              null,
              true,
              () -> PoolSnapshot.withoutNumbers(virtualLabel, true)));
    }
  }

  private static boolean isPerTask(Object executor) {
    return executor.getClass().getName().equals("java.util.concurrent.ThreadPerTaskExecutor");
  }

  private static String label(@Nullable String name, String otherwise) {
    if (name == null || name.isEmpty()) {
      return otherwise;
    }
    Matcher defaultName = DEFAULT_NAME.matcher(name);
    return defaultName.matches() ? defaultName.group(1) : name;
  }

  /**
   * Reserved threads count as idle, since they wait for a job. Threads leased to acceptors and
   * selectors count as busy, as in Jetty's getBusyThreads(). That method is not called, so that
   * busy and idle add up to the number of threads at one moment.
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
