package io.github.servletexporter.listener.pool;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * An object of the container whose classes a web application can't see: read through its public
 * methods. What it hasn't, or fails to tell, is null.
 *
 * @param target the object
 */
record ForeignObject(Object target) {

  static @Nullable ForeignObject of(@Nullable Object target) {
    return target == null ? null : new ForeignObject(target);
  }

  /** Calls a method without parameters. */
  @Nullable Object get(String method) {
    try {
      return call(method, new Class<?>[0]);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
      return null;
    }
  }

  /** Returns what {@link #get} finds, to be read on. */
  @Nullable ForeignObject object(String method) {
    return of(get(method));
  }

  @Nullable String text(String method) {
    return get(method) instanceof String text ? text : null;
  }

  /** Returns the first number that one of the methods tells and that is not negative. */
  @Nullable Integer number(String... methods) {
    for (String method : methods) {
      if (get(method) instanceof Number number && number.longValue() >= 0) {
        return Checks.known(number.longValue());
      }
    }
    return null;
  }

  /**
   * Calls a public method.
   *
   * @throws ReflectiveOperationException if there is none or it throws
   */
  @Nullable Object call(String method, Class<?>[] types, Object... arguments)
      throws ReflectiveOperationException {
    return publicMethod(target.getClass(), method, types).invoke(target, arguments);
  }

  /** Returns whether the class has a superclass or interface of this name. */
  boolean is(String className) {
    return type(target.getClass(), className) != null;
  }

  /** Returns a class or interface that the object's class is or extends, or null. */
  @Nullable Class<?> type(String className) {
    return type(target.getClass(), className);
  }

  private static @Nullable Class<?> type(@Nullable Class<?> from, String className) {
    if (from == null || from.getName().equals(className)) {
      return from;
    }
    for (Class<?> parent : from.getInterfaces()) {
      Class<?> found = type(parent, className);
      if (found != null) {
        return found;
      }
    }
    return type(from.getSuperclass(), className);
  }

  /** A method of a class that is not public can be called through the public one it comes from. */
  private static Method publicMethod(Class<?> type, String name, Class<?>[] types)
      throws NoSuchMethodException {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      if (Modifier.isPublic(owner.getModifiers())) {
        return owner.getMethod(name, types);
      }
      for (Class<?> parent : owner.getInterfaces()) {
        if (Modifier.isPublic(parent.getModifiers()) && declares(parent, name, types)) {
          return parent.getMethod(name, types);
        }
      }
    }
    throw new NoSuchMethodException(type.getName() + "." + name);
  }

  private static boolean declares(Class<?> type, String name, Class<?>[] types) {
    try {
      type.getMethod(name, types);
      return true;
    } catch (NoSuchMethodException none) {
      return false;
    }
  }
}
