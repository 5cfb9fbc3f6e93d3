package io.github.servletexporter.listener.boot;

import io.github.servletexporter.listener.container.Causes;
import io.github.servletexporter.listener.container.detection.KnownContainers;
import java.util.Arrays;
import java.util.Locale;

/** Stage at which a component failed to boot: label {@code stage}. */
public enum BootStage {
  /** Its classes, or classes that it needs, could not be loaded, linked or initialized. */
  LOAD(4),
  /** Its classes were loaded, but the component itself failed. */
  INIT(3);

  private static final String STATIC_INITIALIZER = "<clinit>";

  private final int exitStatus;

  BootStage(int exitStatus) {
    this.exitStatus = exitStatus;
  }

  /** Returns the stage of a failure, judged by the exception and its causes. */
  public static BootStage of(Throwable failure) {
    return Causes.of(failure).stream().anyMatch(BootStage::isOfLoading) ? LOAD : INIT;
  }

  /** Returns the value of the label {@code stage}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the exit status of a process whose application failed at this stage. */
  public int exitStatus() {
    return exitStatus;
  }

  /**
   * Jetty throws an exception of its own, without a cause, if it cannot load a class. Tomcat logs
   * the root cause alone, without the ExceptionInInitializerError that contains it.
   */
  private static boolean isOfLoading(Throwable cause) {
    return cause instanceof LinkageError
        || cause instanceof ClassNotFoundException
        || cause instanceof TypeNotPresentException
        || KnownContainers.isOfClassLoading(cause)
        || isOfStaticInitializer(cause);
  }

  private static boolean isOfStaticInitializer(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        // The caller of the container may itself be a static initializer, for example in a test.
        .takeWhile(frame -> !KnownContainers.isFrame(frame))
        .anyMatch(frame -> frame.getMethodName().equals(STATIC_INITIALIZER));
  }
}
