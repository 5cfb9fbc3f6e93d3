package io.github.servletexporter.listener.container;

import org.jspecify.annotations.Nullable;

/** Checks and conversions of the numbers that a container provides. */
public final class Numbers {

  private Numbers() {}

  /** Returns a number of the container, or null if it is negative: -1 means "unknown" there. */
  public static @Nullable Integer known(long number) {
    return number < 0 ? null : (int) Math.min(number, Integer.MAX_VALUE);
  }

  static void checkLabel(String label) {
    if (label.isEmpty()) {
      throw new IllegalArgumentException("a label must not be empty");
    }
  }

  static void checkNotNegative(String name, @Nullable Integer number) {
    if (number != null && number < 0) {
      throw new IllegalArgumentException(name + " must not be negative, but was " + number);
    }
  }
}
