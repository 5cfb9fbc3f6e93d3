package io.github.servletexporter.listener.boot;

import java.util.ArrayList;
import java.util.List;

/**
 * The causes of an exception that an application made: there may be a ring of them, and every one
 * may throw when it is asked.
 */
final class Causes {

  private static final int MAX_CAUSES = 32;

  private Causes() {}

  /** Returns a failure and its causes, outermost first. */
  static List<Throwable> of(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    try {
      Throwable cause = failure;
      while (cause != null && causes.size() < MAX_CAUSES && !causes.contains(cause)) {
        causes.add(cause);
        cause = cause.getCause();
      }
    } catch (RuntimeException ofTheApplication) {
      // What is known by now is enough.
    }
    return causes;
  }

  /** Returns what it all began with. */
  static Throwable root(Throwable failure) {
    List<Throwable> causes = of(failure);
    return causes.get(causes.size() - 1);
  }
}
