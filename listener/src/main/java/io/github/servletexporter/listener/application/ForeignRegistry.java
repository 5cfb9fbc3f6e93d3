package io.github.servletexporter.listener.application;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Registry of the application, of any version of client_java.
 *
 * @param registry the registry
 */
record ForeignRegistry(Object registry) {

  /**
   * Name of the class in the application. It is not a constant, because shading rewrites every
   * string that begins with the name of the package.
   */
  static final String TYPE =
      String.join(".", "io", "prometheus", "metrics.model.registry.PrometheusRegistry");

  /** Returns whether an object is a registry. */
  static boolean isRegistry(Object candidate) {
    return candidate instanceof PrometheusRegistry || type(candidate) != null;
  }

  /**
   * Returns the families of a registry.
   *
   * @throws Exception if a collector of the application fails
   */
  Iterable<?> scrape() throws Exception {
    return registry instanceof PrometheusRegistry own ? own.scrape() : call("scrape");
  }

  /**
   * Returns some families, and those of collectors that do not state their names.
   *
   * @throws Exception if one of these collectors fails
   */
  Iterable<?> scrape(Predicate<String> names) throws Exception {
    return registry instanceof PrometheusRegistry own
        ? own.scrape(names)
        : call("scrape", names, Predicate.class);
  }

  private Iterable<?> call(String method) throws Exception {
    try {
      return (Iterable<?>) publicType().getMethod(method).invoke(registry);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    }
  }

  private Iterable<?> call(String method, Object argument, Class<?> parameter) throws Exception {
    try {
      return (Iterable<?>) publicType().getMethod(method, parameter).invoke(registry, argument);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    }
  }

  private Class<?> publicType() throws ClassNotFoundException {
    Class<?> type = type(registry);
    if (type == null) {
      throw new ClassNotFoundException(registry.getClass().getName());
    }
    return type;
  }

  private static Exception unwrapped(InvocationTargetException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception cause ? cause : e;
  }

  /** A registry may be of a class of the application that extends the one of client_java. */
  private static @Nullable Class<?> type(Object candidate) {
    Class<?> type = candidate.getClass();
    while (type != null && !type.getName().equals(TYPE)) {
      type = type.getSuperclass();
    }
    return type;
  }
}
