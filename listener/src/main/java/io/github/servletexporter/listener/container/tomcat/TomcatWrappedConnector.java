package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.LoggedFailure;
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
 * Connector whose executor is wrapped.
 *
 * @param connector the connector
 * @param protocol the connector's protocol handler
 * @param delegate the original executor, which still runs the jobs
 * @param proxy the executor that the connector now uses
 * @param internal whether the connector has created its executor, and shuts it down when it stops
 */
record TomcatWrappedConnector(
    Connector connector,
    AbstractProtocol<?> protocol,
    Executor delegate,
    Executor proxy,
    boolean internal) {

  private static final Logger LOGGER = System.getLogger(TomcatWrappedConnector.class.getName());

  /**
   * Wraps a connector, or returns null if it cannot be wrapped: NIO2 reads on threads of the pool
   * that never return from their job, virtual threads need no recycling, and other pools may handle
   * exceptions of jobs differently.
   *
   * @param change converts each job
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
      // The connector is being stopped, and may have shut down its pool.
      wrapped.restore();
      return null;
    }
    return wrapped;
  }

  /** A subclass may end workers itself, as RecyclingExecutor does, or log exceptions of jobs. */
  private static boolean canEndWorkers(Class<?> executor) {
    return executor == ThreadPoolExecutor.class || executor == StandardThreadExecutor.class;
  }

  /** Restores the connector's executor, unless it has been replaced in the meantime. */
  void restore() {
    if (protocol.getExecutor() != proxy) {
      return;
    }
    if (internal && !connector.getState().isAvailable()) {
      // An unwrapped connector would have shut down its pool when it stopped.
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
   * Marks the executor as the connector's own, for which there is no public method. Otherwise the
   * MBean would not show the pool's maximum, and the pool would outlive the connector.
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
          "Connector "
              + LogText.escaped(protocol.getName())
              + " treats its own thread pool as a shared one",
          LoggedFailure.of(e));
    }
  }
}
