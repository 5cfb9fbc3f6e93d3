package io.github.servletexporter.listener.application;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Public methods of another version's classes, each looked up once. It lives no longer than one
 * reading, so that it keeps no class loader in memory. Not thread-safe.
 */
final class ForeignMethods {

  private final Map<Class<?>, Map<String, Method>> methods = new HashMap<>();

  boolean has(Object target, String name) {
    try {
      target.getClass().getMethod(name);
      return true;
    } catch (NoSuchMethodException older) {
      return false;
    }
  }

  /**
   * Calls a method without parameters.
   *
   * @throws ReflectiveOperationException if the method is missing, fails or returns null
   */
  Object get(Object target, String name) throws ReflectiveOperationException {
    Object result = method(target, name).invoke(target);
    if (result == null) {
      throw new InvocationTargetException(null, name + " returns null");
    }
    return result;
  }

  /**
   * Returns the result of a method without parameters, which may be null.
   *
   * @throws ReflectiveOperationException if the method is missing or fails
   */
  @Nullable Object optional(Object target, String name) throws ReflectiveOperationException {
    return method(target, name).invoke(target);
  }

  /** Calls a method that takes an index. */
  Object get(Object target, String name, int index) throws ReflectiveOperationException {
    Object result = method(target, name, int.class).invoke(target, index);
    if (result == null) {
      throw new InvocationTargetException(null, name + " returns null");
    }
    return result;
  }

  String text(Object target, String name) throws ReflectiveOperationException {
    return (String) get(target, name);
  }

  double real(Object target, String name) throws ReflectiveOperationException {
    return ((Number) get(target, name)).doubleValue();
  }

  long integer(Object target, String name) throws ReflectiveOperationException {
    return ((Number) get(target, name)).longValue();
  }

  int size(Object target) throws ReflectiveOperationException {
    return (Integer) get(target, "size");
  }

  boolean is(Object target, String name) throws ReflectiveOperationException {
    return (Boolean) get(target, name);
  }

  private Method method(Object target, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Map<String, Method> ofType = methods.computeIfAbsent(target.getClass(), t -> new HashMap<>());
    // No class has one of these methods with and without an index.
    Method known = ofType.get(name);
    if (known == null) {
      known = target.getClass().getMethod(name, parameters);
      ofType.put(name, known);
    }
    return known;
  }
}
