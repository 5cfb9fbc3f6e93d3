package io.github.servletexporter.listener.boot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls public methods of objects whose classes are hidden from a web application's class loader,
 * as Jetty's are.
 */
final class PublicMethods {

  private PublicMethods() {}

  /** Returns whether an object has a public method that we may call. */
  static boolean has(Object target, String name, int parameters) {
    return find(target.getClass(), target, name, parameters).isPresent();
  }

  /**
   * Calls a method.
   *
   * @throws ReflectiveOperationException if there is no such method, or it throws
   */
  static @Nullable Object call(Object target, String name, Object... arguments)
      throws ReflectiveOperationException {
    return find(target.getClass(), target, name, arguments.length)
        .orElseThrow(() -> new NoSuchMethodException(target.getClass().getName() + "." + name))
        .invoke(target, arguments);
  }

  /** The same for a method that never returns null. */
  static Object required(Object target, String name) throws ReflectiveOperationException {
    Object result = call(target, name);
    if (result == null) {
      throw new InvocationTargetException(null, name + " is null");
    }
    return result;
  }

  /** The method may be declared by a class that is not public: then a parent's is called. */
  private static Optional<Method> find(
      @Nullable Class<?> type, Object target, String name, int parameters) {
    if (type == null) {
      return Optional.empty();
    }
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getParameterCount() == parameters)
        .filter(method -> method.canAccess(target))
        .findFirst()
        .or(() -> find(type.getSuperclass(), target, name, parameters));
  }
}
