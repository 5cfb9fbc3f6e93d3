package io.github.servletexporter.listener.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far something that failed to boot has come: label {@code stage}. */
public enum BootStage {
  /** Its classes, or those that it needs, could not be loaded, linked or initialised. */
  LOAD(4),
  /** It was loaded, and failed itself. */
  INIT(3);

  private static final String STATIC_INITIALISER = "<clinit>";
  private static final List<String> CONTAINERS =
      List.of("org.apache.catalina.", "org.eclipse.jetty.");

  private final int exitStatus;

  BootStage(int exitStatus) {
    this.exitStatus = exitStatus;
  }

  /** Returns the stage at which a failure, or the cause of one, belongs. */
  public static BootStage of(Throwable failure) {
    return Causes.of(failure).stream().anyMatch(BootStage::isOfLoading) ? LOAD : INIT;
  }

  /** Returns the value of the label {@code stage}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the status with which a process ends whose application failed so. */
  public int exitStatus() {
    return exitStatus;
  }

  /**
   * Jetty throws an exception of its own for a class that it can't load, without the cause; Tomcat
   * logs the root cause alone, without the error that a static initialiser's exception becomes.
   */
  private static boolean isOfLoading(Throwable cause) {
    return cause instanceof LinkageError
        || cause instanceof ClassNotFoundException
        || cause instanceof TypeNotPresentException
        || JettyOrigin.isOfClassLoading(cause)
        || isOfStaticInitialiser(cause);
  }

  private static boolean isOfStaticInitialiser(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .takeWhile(frame -> !isOfContainer(frame))
        .anyMatch(frame -> frame.getMethodName().equals(STATIC_INITIALISER));
  }

  /** What has called a container may be in an initialiser itself: a test, for instance. */
  private static boolean isOfContainer(StackTraceElement frame) {
    return CONTAINERS.stream().anyMatch(frame.getClassName()::startsWith);
  }
}
