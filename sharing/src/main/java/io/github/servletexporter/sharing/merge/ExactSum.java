package io.github.servletexporter.sharing.merge;

import java.util.Arrays;

/**
 * A sum of doubles without rounding, so that it is the same in every order, and rounded once. Used
 * by one thread.
 *
 * <p>Members are read in any order and folded at any time. Plain additions would give other last
 * bits each time: a total would fall now and then, by next to nothing, and a scraper would take
 * that for a restart and count everything once more. Rounding an exact sum can't do this, since
 * both steps keep the order of numbers.
 *
 * <p>J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997: the sum is kept as doubles
 * that do not overlap, smallest first.
 */
final class ExactSum {

  private double[] parts = new double[2];
  private int size;

  /** The sum of what is no finite number; 0 when there was none. */
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

  /** Returns what is missing in a finite sum of two. */
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

  /** An error of exactly half a bit was rounded to even; what is below it decides really. */
  private static double roundedByTheRest(double sum, double error, double below) {
    boolean sameSide = (error < 0 && below < 0) || (error > 0 && below > 0);
    double other = sum + 2 * error;
    return sameSide && other - sum == 2 * error ? other : sum;
  }

  /** Returns whether the exact sum is greater. */
  private boolean isAbove(double rounded) {
    ExactSum difference = new ExactSum();
    for (int i = 0; i < size; i++) {
      difference.add(parts[i]);
    }
    difference.add(-rounded);
    return difference.size > 0 && difference.parts[difference.size - 1] > 0;
  }
}
