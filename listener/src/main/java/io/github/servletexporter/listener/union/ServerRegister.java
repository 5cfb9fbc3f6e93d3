package io.github.servletexporter.listener.union;

import io.github.servletexporter.base.WebApp;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Register of shared metrics ports, a class of servlet-exporter-container on the server's class
 * path. The server's copy is used even if the web application contains one, because only the
 * server's is common to all applications. Thread-safe.
 *
 * @param type class of the register
 */
record ServerRegister(Class<?> type) {

  private static final String NAME = "io.github.servletexporter.container.port.SharedMetricsPort";

  /** Returns the register of the server, empty if the server has none. */
  static Optional<ServerRegister> find(WebApp webApp) {
    ClassLoader server =
        webApp.owns(ServerRegister.class)
            ? webApp.loader().getParent()
            : ServerRegister.class.getClassLoader();
    try {
      return Optional.of(new ServerRegister(Class.forName(NAME, true, server)));
    } catch (ClassNotFoundException | LinkageError absent) {
      return Optional.empty();
    }
  }

  /**
   * Joins a port.
   *
   * @return ends the membership
   */
  AutoCloseable join(
      String port,
      String application,
      Supplier<byte[]> metrics,
      Function<Map<String, String>, Map<String, Object>> pages,
      Runnable onFree) {
    Method join =
        method("join", String.class, String.class, Supplier.class, Function.class, Runnable.class);
    if (call(join, port, application, metrics, pages, onFree) instanceof AutoCloseable membership) {
      return membership;
    }
    throw incompatible(null);
  }

  Set<String> members(String port) {
    Set<String> members = new TreeSet<>();
    if (call(method("members", String.class), port) instanceof Set<?> names) {
      names.forEach(name -> members.add(String.valueOf(name)));
    }
    return members;
  }

  /** Returns the encoded metrics of the other members, or text that states why there are none. */
  Map<String, Object> metrics(String port, String except, long limitMillis) {
    Map<String, Object> metrics = new TreeMap<>();
    Method read = method("metrics", String.class, String.class, long.class);
    if (call(read, port, except, limitMillis) instanceof Map<?, ?> all) {
      all.forEach((application, each) -> metrics.put(String.valueOf(application), each));
    }
    return metrics;
  }

  @Nullable Object page(
      String port, String application, Map<String, String> request, long limitMillis) {
    Method page = method("page", String.class, String.class, Map.class, long.class);
    return call(page, port, application, request, limitMillis);
  }

  void freed(String port) {
    call(method("freed", String.class), port);
  }

  private Method method(String name, Class<?>... parameters) {
    try {
      return type.getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      throw incompatible(e);
    }
  }

  private static @Nullable Object call(Method method, Object... arguments) {
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("cannot reach the applications of the metrics port", e);
    } catch (IllegalAccessException e) {
      throw incompatible(e);
    }
  }

  private static IllegalStateException incompatible(@Nullable Exception cause) {
    return new IllegalStateException(
        "cannot share the metrics port; use servlet-exporter-container of the same version", cause);
  }
}
