package io.github.servletexporter.listener.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.catalina.core.StandardVirtualThreadExecutor;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pools of a Tomcat service: its connectors' and its shared executors. For one thread.
 */
final class TomcatPools {

  private final Labels labels = new Labels();
  private final Set<Executor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<NamedPool> pools = new ArrayList<>();

  private TomcatPools() {}

  /** Connectors that have not started have no pool. */
  static List<NamedPool> of(Service service) {
    TomcatPools found = new TomcatPools();
    for (Connector connector : service.findConnectors()) {
      Executor executor = connector.getProtocolHandler().getExecutor();
      if (executor != null) {
        Executor pool = TomcatExecutorProxy.behind(executor);
        found.add(pool, TomcatConnectors.name(connector), ownPrefix(connector, pool));
      }
    }
    for (org.apache.catalina.Executor executor : service.findExecutors()) {
      found.add(executor, executor.getName(), null);
    }
    return found.pools;
  }

  private void add(Executor executor, String connector, @Nullable String ownPrefix) {
    if (!seen.add(executor)) {
      return;
    }
    boolean virtual = isVirtual(executor);
    String name =
        executor instanceof org.apache.catalina.Executor shared && shared.getName() != null
            ? shared.getName()
            : connector;
    String label = labels.unique(name);
    pools.add(
        new NamedPool(
            executor,
            label,
            name,
            ownPrefix != null ? ownPrefix : sharedPrefix(executor),
            virtual,
            () -> TomcatExecutors.read(label, executor, virtual)));
  }

  private static boolean isVirtual(Executor executor) {
    return executor instanceof VirtualThreadExecutor
        || executor instanceof StandardVirtualThreadExecutor
        || executor.getClass().getName().equals("java.util.concurrent.ThreadPerTaskExecutor");
  }

  /**
   * Returns how a connector calls the threads of a pool that it has made itself: then it knows the
   * maximum, unless the pool is wrapped.
   */
  private static @Nullable String ownPrefix(Connector connector, Executor pool) {
    if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol
        && (protocol.getMaxThreads() >= 0 || protocol.getExecutor() != pool)
        && !(pool instanceof org.apache.catalina.Executor)) {
      boolean virtual = pool instanceof VirtualThreadExecutor;
      return TomcatConnectors.name(connector) + (virtual ? "-virt-" : "-exec-");
    }
    return null;
  }

  /** An executor that a program has set may call its threads anything. */
  private static @Nullable String sharedPrefix(Executor executor) {
    if (executor instanceof StandardThreadExecutor shared) {
      return shared.getNamePrefix();
    }
    return executor instanceof StandardVirtualThreadExecutor shared ? shared.getNamePrefix() : null;
  }
}
