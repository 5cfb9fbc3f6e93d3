package io.github.servletexporter.sharing.merge;

/** Addition of numbers of observations, which are never negative and stop at the largest long. */
final class Counts {

  private Counts() {}

  static long add(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Returns the part of a number that a total can take without overflow. */
  static long fitting(long total, long count) {
    return Math.min(count, Long.MAX_VALUE - total);
  }
}
