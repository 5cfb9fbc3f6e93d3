package io.github.servletexporter.sharing.merge;

/** Numbers of observations: never negative, and at the largest number they stop. */
final class Counts {

  private Counts() {}

  static long add(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Returns as much of a number as a total can take, so that its parts add up to it. */
  static long fitting(long total, long count) {
    return Math.min(count, Long.MAX_VALUE - total);
  }
}
