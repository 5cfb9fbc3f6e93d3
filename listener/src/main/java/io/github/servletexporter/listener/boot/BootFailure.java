package io.github.servletexporter.listener.boot;

import io.github.servletexporter.base.LogText;
import org.jspecify.annotations.Nullable;

/**
 * Failure of a component of a web application to start.
 *
 * @param component the component as it is named in log lines, such as {@code servlet "orders"}
 * @param stage the stage that the component had reached
 * @param rootCause the root cause; null if it is only in the container's log
 */
public record BootFailure(String component, BootStage stage, @Nullable Throwable rootCause) {

  /**
   * Returns the exit status of a process that could not start its application: 4 if classes could
   * not be loaded, 3 for any other failure.
   *
   * @param failure the exception with which the start of the server ended
   */
  public static int exitStatus(Throwable failure) {
    return BootStage.of(failure).exitStatus();
  }

  /** Returns component, stage and root cause on one line. */
  @Override
  public String toString() {
    String cause = rootCause == null ? "see the container's log" : LogText.escaped(rootCause);
    return component + " (" + stage.label() + "): " + cause;
  }
}
