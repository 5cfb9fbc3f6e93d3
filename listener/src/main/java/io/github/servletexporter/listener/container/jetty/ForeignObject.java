package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.listener.container.Numbers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Object of a class that is hidden from the web application, accessed through its public methods.
 *
 * @param target the object
 */
record ForeignObject(Object target) {

  private static final Class<?>[] NO_PARAMETERS = {};

  static @Nullable ForeignObject of(@Nullable Object target) {
    return target == null ? null : new ForeignObject(target);
  }

  /** Returns the result of a method, or null if the method is missing or fails. */
  @Nullable Object get(String method) {
    try {
      return call(method);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
      return null;
    }
  }

  /** Returns the object that {@link #get} returns, or null. */
  @Nullable ForeignObject object(String method) {
    return of(get(method));
  }

  /** Returns the text that {@link #get} returns, or null. */
  @Nullable String text(String method) {
    return get(method) instanceof String text ? text : null;
  }

  /** Returns the first number that is not negative among the results of these methods, or null. */
  @Nullable Integer number(String... methods) {
    for (String method : methods) {
      if (get(method) instanceof Number number && number.longValue() >= 0) {
        return Numbers.known(number.longValue());
      }
    }
    return null;
  }

  /** Returns the elements of the array that {@link #get} returns, or an empty list. */
  List<ForeignObject> elements(String method) {
    return elements(get(method));
  }

  /** Returns whether there is such a method without parameters. */
  boolean has(String method) {
    try {
      publicMethod(target.getClass(), method, NO_PARAMETERS);
      return true;
    } catch (NoSuchMethodException missing) {
      return false;
    }
  }

  /**
   * Calls a method without parameters.
   *
   * @throws ReflectiveOperationException if the method is missing or fails
   */
  @Nullable Object call(String method) throws ReflectiveOperationException {
    return publicMethod(target.getClass(), method, NO_PARAMETERS).invoke(target);
  }

  /**
   * Calls a method with one parameter.
   *
   * @throws ReflectiveOperationException if the method is missing or fails
   */
  <T> @Nullable Object call(String method, Class<T> type, T argument)
      throws ReflectiveOperationException {
    return publicMethod(target.getClass(), method, type).invoke(target, argument);
  }

  /**
   * Returns the object that a method without parameters returns.
   *
   * @throws ReflectiveOperationException if the method is missing, fails or returns null
   */
  ForeignObject required(String method) throws ReflectiveOperationException {
    Object result = call(method);
    if (result == null) {
      throw new InvocationTargetException(null, method + " returns null");
    }
    return new ForeignObject(result);
  }

  /**
   * Returns the elements of the array that a method without parameters returns; an empty list if it
   * returns null.
   *
   * @throws ReflectiveOperationException if the method is missing or fails
   */
  List<ForeignObject> requiredElements(String method) throws ReflectiveOperationException {
    return elements(call(method));
  }

  /** Returns whether the object's class has, or extends, a type of this name. */
  boolean is(String typeName) {
    return type(typeName) != null;
  }

  /** Returns the type of this name that the object's class has or extends, or null. */
  @Nullable Class<?> type(String typeName) {
    return type(target.getClass(), typeName);
  }

  private static List<ForeignObject> elements(@Nullable Object array) {
    return array instanceof Object[] elements
        ? Arrays.stream(elements).map(ForeignObject::new).toList()
        : List.of();
  }

  private static @Nullable Class<?> type(@Nullable Class<?> from, String typeName) {
    if (from == null || from.getName().equals(typeName)) {
      return from;
    }
    for (Class<?> parent : from.getInterfaces()) {
      Class<?> found = type(parent, typeName);
      if (found != null) {
        return found;
      }
    }
    return type(from.getSuperclass(), typeName);
  }

  /** A method of a non-public class is called through the public type that declares it. */
  private static Method publicMethod(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      if (Modifier.isPublic(owner.getModifiers())) {
        return owner.getMethod(name, parameters);
      }
      for (Class<?> parent : owner.getInterfaces()) {
        if (Modifier.isPublic(parent.getModifiers()) && declares(parent, name, parameters)) {
          return parent.getMethod(name, parameters);
        }
      }
    }
    throw new NoSuchMethodException(type.getName() + "." + name);
  }

  private static boolean declares(Class<?> type, String name, Class<?>[] parameters) {
    try {
      type.getMethod(name, parameters);
      return true;
    } catch (NoSuchMethodException missing) {
      return false;
    }
  }
}
