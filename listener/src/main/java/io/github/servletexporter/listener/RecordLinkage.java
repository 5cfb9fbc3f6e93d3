package io.github.servletexporter.listener;

import io.github.servletexporter.base.LoggedFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Workaround for a reference from the JDK to the records of a web application.
 *
 * <p>{@link ObjectMethods} links the methods that javac leaves out of a record. Up to Java 18 its
 * static method handles refer to the last type that they were adapted to. If that is a record of a
 * web application, the application stays in memory until a method of another record is linked. This
 * class therefore links the methods again, for a class of the JDK.
 */
final class RecordLinkage {

  private static final Logger LOGGER = System.getLogger(RecordLinkage.class.getName());

  private RecordLinkage() {}

  /** Links the methods as if Thread were a record with the component name. Throws nothing. */
  static void release() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle name =
          lookup.findVirtual(Thread.class, "getName", MethodType.methodType(String.class));
      link(
          lookup, name, "equals", MethodType.methodType(boolean.class, Thread.class, Object.class));
      link(lookup, name, "hashCode", MethodType.methodType(int.class, Thread.class));
      link(lookup, name, "toString", MethodType.methodType(String.class, Thread.class));
    } catch (Throwable e) {
      LOGGER.log(
          Level.DEBUG,
          "cannot release the records of the web application; it may stay in memory",
          LoggedFailure.of(e));
    }
  }

  private static void link(
      MethodHandles.Lookup lookup, MethodHandle getter, String method, MethodType type)
      throws Throwable {
    ObjectMethods.bootstrap(lookup, method, type, Thread.class, "name", getter);
  }
}
