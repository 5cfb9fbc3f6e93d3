package io.github.servletexporter.listener.boot;

import io.github.servletexporter.base.LogText;
import org.jspecify.annotations.Nullable;

/**
 * Something of a web application that failed to start.
 *
 * @param component what failed, as log lines call it: {@code servlet "orders"}
 * @param stage how far it had come
 * @param rootCause what it all began with, or null when only the container knows
 */
public record BootFailure(String component, BootStage stage, @Nullable Throwable rootCause) {

  /** Returns the failure of a component. */
  static BootFailure of(String component, Throwable failure) {
    return new BootFailure(component, BootStage.of(failure), Causes.root(failure));
  }

  /** Returns the failure of a component whose cause nobody tells us. */
  static BootFailure unexplained(String component) {
    return new BootFailure(component, BootStage.INIT, null);
  }

  /**
   * Returns the status with which a process should end that could not start its application: 4 when
   * classes could not be loaded, 3 for any other failure.
   *
   * @param failure what the server's start threw
   */
  public static int exitStatus(Throwable failure) {
    return BootStage.of(failure).exitStatus();
  }

  /** Returns whether two tell of the same. */
  boolean isSame(BootFailure other) {
    if (rootCause != null && other.rootCause != null) {
      return rootCause == other.rootCause;
    }
    return component.equals(other.component);
  }

  /** Returns component, stage and root cause on one line. */
  @Override
  public String toString() {
    String cause = rootCause == null ? "see the container's log" : LogText.escaped(rootCause);
    return component + " (" + stage.label() + "): " + cause;
  }
}
