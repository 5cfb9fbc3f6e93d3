package io.github.servletexporter.sharing.merge;

import java.util.Arrays;

/**
 * Sum of doubles that is computed exactly, so that the order does not matter, and rounded once. Not
 * thread-safe.
 *
 * <p>Instances are read in any order and folded at any time. Plain additions would give different
 * last bits each time: a total would fall now and then by a tiny amount, which a scraper treats as
 * a restart, and everything would be counted twice. Rounding an exact sum cannot cause this, since
 * both steps preserve the order of numbers.
 *
 * <p>The algorithm is J. R. Shewchuk's (Adaptive Precision Floating-Point Arithmetic, 1997): the
 * sum is a list of doubles that do not overlap, smallest first.
 */
final class ExactSum {

  private double[] parts = new double[2];
  private int size;

  /** Sum of the values that are infinite or NaN; 0 if there are none. */
  private double special;

  void add(double value) {
    double carry = value;
    int kept = 0;
    for (int i = 0; i < size && Double.isFinite(carry); i++) {
      double sum = carry + parts[i];
      double error = error(carry, parts[i], sum);
      if (error != 0) {
        parts[kept++] = error;
      }
      carry = sum;
    }
    size = kept;
    append(carry);
  }

  private void append(double value) {
    if (!Double.isFinite(value)) {
      special += value;
    } else if (value != 0) {
      if (size == parts.length) {
        parts = Arrays.copyOf(parts, 2 * size);
      }
      parts[size++] = value;
    }
  }

  /** Returns the rounding error of a finite sum of two. */
  private static double error(double a, double b, double sum) {
    return Math.abs(a) < Math.abs(b) ? a - (sum - b) : b - (sum - a);
  }

  double value(Rounding rounding) {
    if (special != 0) { // also true of NaN
      return special;
    }
    double nearest = nearest();
    return rounding == Rounding.UP && isAbove(nearest) ? Math.nextUp(nearest) : nearest;
  }

  private double nearest() {
    if (size == 0) {
      return 0;
    }
    int i = size - 1;
    double sum = parts[i];
    double error = 0;
    while (i > 0 && error == 0) {
      double part = parts[--i];
      double next = sum + part;
      error = error(sum, part, next);
      sum = next;
    }
    return i > 0 ? roundedByTheRest(sum, error, parts[i - 1]) : sum;
  }

  /** An error of exactly half a bit was rounded to even, although the lower parts decide. */
  private static double roundedByTheRest(double sum, double error, double below) {
    boolean sameSide = (error < 0 && below < 0) || (error > 0 && below > 0);
    double other = sum + 2 * error;
    return sameSide && other - sum == 2 * error ? other : sum;
  }

  /** Returns whether the exact sum is greater than a rounded value. */
  private boolean isAbove(double rounded) {
    ExactSum difference = new ExactSum();
    for (int i = 0; i < size; i++) {
      difference.add(parts[i]);
    }
    difference.add(-rounded);
    return difference.size > 0 && difference.parts[difference.size - 1] > 0;
  }

  /** Direction in which an exact sum is rounded. */
  enum Rounding {
    /** Nearest double, for values that are shown. */
    NEAREST,
    /**
     * Next double above, for values that are kept and added to later. If they were rounded down, a
     * total could fall by its last bit when an instance is folded, which a scraper treats as a
     * restart.
     */
    UP
  }
}
