package io.github.servletexporter.listener.pool;

import org.jspecify.annotations.Nullable;

/** What every snapshot asks of its parts. */
final class Checks {

  private Checks() {}

  static void label(String label) {
    if (label.isEmpty()) {
      throw new IllegalArgumentException("a label must not be empty");
    }
  }

  static void notNegative(String name, @Nullable Integer number) {
    if (number != null && number < 0) {
      throw new IllegalArgumentException(name + " must not be negative, but was " + number);
    }
  }

  /** Returns a number of the container, or null when the container has none and says so by -1. */
  static @Nullable Integer known(long number) {
    return number < 0 ? null : (int) Math.min(number, Integer.MAX_VALUE);
  }
}
