package io.github.servletexporter.listener;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes the Java platform forget the records of a web application.
 *
 * <p>The methods that javac leaves out of a record are linked by {@link ObjectMethods}, whose
 * static method handles remember, up to Java 18, the last type that they were adapted to. That is a
 * class of ours: after the first {@code equals} of a record a web application stays in memory,
 * until another record's is linked. So one of the platform's own classes takes its place.
 */
final class RecordLinkage {

  private static final Logger LOGGER = System.getLogger(RecordLinkage.class.getName());

  private RecordLinkage() {}

  /** Links the methods of a record that has a thread's name and is none. Throws nothing. */
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
      LOGGER.log(Level.DEBUG, "a record of the web application may stay in memory", e);
    }
  }

  private static void link(
      MethodHandles.Lookup lookup, MethodHandle getter, String method, MethodType type)
      throws Throwable {
    ObjectMethods.bootstrap(lookup, method, type, Thread.class, "name", getter);
  }
}
