package io.github.servletexporter.listener.container;

import java.util.ArrayList;
import java.util.List;

/**
 * Causes of an exception of the application. The chain of causes may contain a cycle, and {@code
 * getCause()} may itself throw an exception.
 */
public final class Causes {

  private static final int MAX_CAUSES = 32;

  private Causes() {}

  /** Returns an exception and its causes, outermost first. */
  public static List<Throwable> of(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    try {
      Throwable cause = failure;
      while (cause != null && causes.size() < MAX_CAUSES && !causes.contains(cause)) {
        causes.add(cause);
        cause = cause.getCause();
      }
    } catch (RuntimeException ofTheApplication) {
      // The causes found so far are returned.
    }
    return causes;
  }

  /** Returns the root cause of an exception. */
  public static Throwable root(Throwable failure) {
    List<Throwable> causes = of(failure);
    return causes.get(causes.size() - 1);
  }
}
