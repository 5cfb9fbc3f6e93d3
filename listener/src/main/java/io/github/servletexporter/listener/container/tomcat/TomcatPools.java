package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.listener.container.NamedPool;
import io.github.servletexporter.listener.container.UniqueLabels;
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

/** The pools of a Tomcat service: those of its connectors and its shared executors. */
final class TomcatPools {

  private final UniqueLabels labels = new UniqueLabels();
  private final Set<Executor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<NamedPool> pools = new ArrayList<>();

  private TomcatPools() {}

  /** Returns the pools; a connector that has not started has none. */
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
   * Returns the prefix of the names of a connector's threads if it has created the pool itself.
   * Such a connector reports the pool's maximum, unless the pool is wrapped.
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

  /** The names of the threads are unknown if a program has set the executor. */
  private static @Nullable String sharedPrefix(Executor executor) {
    if (executor instanceof StandardThreadExecutor shared) {
      return shared.getNamePrefix();
    }
    return executor instanceof StandardVirtualThreadExecutor shared ? shared.getNamePrefix() : null;
  }
}
