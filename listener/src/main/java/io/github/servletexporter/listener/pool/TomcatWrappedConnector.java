package io.github.servletexporter.listener.pool;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.ajp.AjpNioProtocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A connector whose executor is wrapped.
 *
 * @param connector the connector
 * @param protocol the connector's protocol handler
 * @param delegate the executor that it had, and that still runs its jobs
 * @param proxy the executor that it has now
 * @param internal whether the connector had made its executor itself and ends it when it stops
 */
record TomcatWrappedConnector(
    Connector connector,
    AbstractProtocol<?> protocol,
    Executor delegate,
    Executor proxy,
    boolean internal) {

  private static final Logger LOGGER = System.getLogger(TomcatWrappedConnector.class.getName());

  /**
   * Wraps a connector, or returns null when that can't be done: NIO2 reads on threads of the pool
   * that never come back from their job, virtual threads need no recycling, and what another pool
   * does with an exception is not known.
   *
   * @param change changes each job
   */
  static @Nullable TomcatWrappedConnector wrap(
      Connector connector, UnaryOperator<Runnable> change) {
    ProtocolHandler handler = connector.getProtocolHandler();
    Executor executor = handler.getExecutor();
    if (executor != null
        && canEndWorkers(executor.getClass())
        && (handler instanceof Http11NioProtocol || handler instanceof AjpNioProtocol)) {
      return wrap(connector, (AbstractProtocol<?>) handler, executor, change);
    }
    return null;
  }

  private static @Nullable TomcatWrappedConnector wrap(
      Connector connector,
      AbstractProtocol<?> protocol,
      Executor executor,
      UnaryOperator<Runnable> change) {
    Executor proxy = TomcatExecutorProxy.of(executor, change);
    TomcatWrappedConnector wrapped =
        new TomcatWrappedConnector(
            connector, protocol, executor, proxy, protocol.getMaxThreads() >= 0);
    protocol.setExecutor(proxy);
    if (!connector.getState().isAvailable()) {
      // It stops meanwhile, and may have ended its pool or have been about to.
      wrapped.restore();
      return null;
    }
    return wrapped;
  }

  /** A subclass may end its workers itself, as RecyclingExecutor does, or log what jobs throw. */
  private static boolean canEndWorkers(Class<?> executor) {
    return executor == ThreadPoolExecutor.class || executor == StandardThreadExecutor.class;
  }

  /** Gives the connector its executor back, unless somebody has given it another one since. */
  void restore() {
    if (protocol.getExecutor() != proxy) {
      return;
    }
    if (internal && !connector.getState().isAvailable()) {
      // Without us it would have ended its pool when it stopped.
      protocol.setExecutor(null);
      ((ThreadPoolExecutor) delegate).shutdownNow();
      return;
    }
    protocol.setExecutor(delegate);
    if (internal) {
      makeInternal();
    }
  }

  /**
   * There is no public way to tell a connector that an executor is its own: without it the MBean
   * does not know its maximum, and the pool does not end with the connector.
   */
  private void makeInternal() {
    try {
      Method endpoint = AbstractProtocol.class.getDeclaredMethod("getEndpoint");
      Field flag = AbstractEndpoint.class.getDeclaredField("internalExecutor");
      endpoint.setAccessible(true);
      flag.setAccessible(true);
      flag.setBoolean(endpoint.invoke(protocol), true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.log(
          Level.DEBUG,
          "Connector " + protocol.getName() + " takes its own thread pool for a shared one now",
          e);
    }
  }
}
