package io.github.servletexporter.listener.container;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Adapter to the container that runs the web application: gives access to the container's pools and
 * connectors, and reports the start and the stop of the application.
 *
 * <p>Thread-safe. Only {@link #onStopping} and {@link #watchStart} throw exceptions. No method
 * blocks for longer than the container's own counters do.
 */
public interface ContainerAdapter extends AutoCloseable {

  /** Context attribute in which Jakarta WebSocket provides its container. */
  String WEB_SOCKET_CONTAINER = "jakarta.websocket.server.ServerContainer";

  /** Returns {@code tomcat}, {@code jetty} or {@code unknown}. */
  String name();

  /** Returns the container's version, or an empty string if it is unknown. */
  String version();

  /**
   * Returns the name of the web application in the container: its context path, together with what
   * distinguishes it from others with that path, such as {@code //shop.example.com/shop##002} for
   * version 002 on a virtual host. Not necessarily unique, since several servers may run in a JVM.
   *
   * @param contextPath context path of the web application
   */
  default String applicationName(String contextPath) {
    return contextPath;
  }

  /** Returns whether the container itself logs each exception that leaves the application. */
  default boolean logsExceptions() {
    return false;
  }

  /** Returns the pools of the server that runs the web application. */
  PoolDirectory pools();

  /** Returns a snapshot of each connector of the server that runs the web application. */
  List<ConnectorSnapshot> connectors();

  /**
   * Returns the counter of all responses of the server, or null if servlet-exporter-container is
   * not installed as such.
   */
  default @Nullable ResponseCounter responseCounter() {
    return null;
  }

  /** Returns the number of open WebSocket connections of the application, or null if unknown. */
  default @Nullable Integer webSockets() {
    return null;
  }

  /**
   * Returns the path template of the WebSocket endpoint that a request has been upgraded to,
   * relative to the context path, or null if it is unknown.
   *
   * @param request request that was answered with 101
   */
  default @Nullable String webSocketRoute(HttpServletRequest request) {
    return null;
  }

  /**
   * Registers an action to run before the container stops the web application, either alone or
   * together with the server. The container does not proceed until the action returns.
   *
   * @param drain the action, which runs once on the thread that stops the application
   * @throws IllegalStateException if an action is already registered
   */
  void onStopping(Runnable drain);

  /**
   * Starts to watch the start of the web application. The watch removes itself from the container
   * when the start has ended.
   *
   * @param failFast whether the application must not run if one of its components fails to start
   * @param listener receives the failures and the end of the start
   * @throws ReflectiveOperationException if this version of the container is not supported
   */
  StartWatch watchStart(boolean failFast, StartListener listener)
      throws ReflectiveOperationException;

  /**
   * Returns a wrap of the container's own pools that ends their workers on demand. The wrap is not
   * installed yet, and does nothing in containers without support for it. The caller closes it.
   *
   * @param currentWorkerIsDue called on a worker after each of its jobs; must be fast and must not
   *     throw an exception
   */
  default PoolWrap wrap(BooleanSupplier currentWorkerIsDue) {
    return PoolWrap.none();
  }

  /**
   * Returns advice on enabling worker recycling for a pool that does not support it, as the second
   * half of a log line.
   *
   * @param wraps whether the container's own pools are wrapped
   */
  String recyclingAdvice(boolean wraps);

  /**
   * Removes all listeners from the container; its pools and connectors can still be read. Further
   * calls have no effect.
   */
  @Override
  void close();
}
