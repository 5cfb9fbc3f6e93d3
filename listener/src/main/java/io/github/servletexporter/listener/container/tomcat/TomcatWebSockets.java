package io.github.servletexporter.listener.container.tomcat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's implementation of Jakarta WebSocket in a web application. It has no public access to
 * what is read here, and may be missing, so that everything is read by name.
 */
final class TomcatWebSockets {

  private TomcatWebSockets() {}

  /** Returns the number of open connections, or null if it is unknown. */
  static @Nullable Integer open(@Nullable Object container) {
    try {
      Object sessions = container == null ? null : field(container, "sessions").get(container);
      return sessions instanceof Map<?, ?> map ? map.size() : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
      return null;
    }
  }

  /** Returns the path template of the endpoint that a request has been upgraded to, or null. */
  static @Nullable String route(@Nullable Object container, HttpServletRequest request) {
    try {
      return container == null ? null : template(container, path(request));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
      return null;
    }
  }

  private static @Nullable String template(Object container, String path)
      throws ReflectiveOperationException {
    Object mapping =
        container.getClass().getMethod("findMapping", String.class).invoke(container, path);
    Object endpoint = mapping == null ? null : call(mapping, "config", "getConfig");
    return endpoint != null && call(endpoint, "getPath") instanceof String template
        ? template
        : null;
  }

  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }

  private static Field field(Object target, String name) throws NoSuchFieldException {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(name);
  }

  /** Calls the first method that the class has; the names differ between Tomcat 10.1 and 11. */
  private static @Nullable Object call(Object target, String... names)
      throws ReflectiveOperationException {
    for (String name : names) {
      for (Method method : target.getClass().getDeclaredMethods()) {
        if (method.getName().equals(name) && method.getParameterCount() == 0) {
          method.setAccessible(true);
          return method.invoke(target);
        }
      }
    }
    return null;
  }
}
