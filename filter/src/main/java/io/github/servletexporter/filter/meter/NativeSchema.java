package io.github.servletexporter.filter.meter;

/**
 * Schema 3 of Prometheus' native histograms: each power of two is divided into eight buckets, each
 * by the eighth root of two wider than the one before. The bucket with the index 0 ends at 1.
 */
public final class NativeSchema {

  /** Number of the schema. */
  public static final int SCHEMA = 3;

  /**
   * Values of at most this size are in the zero bucket, as in other clients: every duration and
   * size above 0 is larger.
   */
  public static final double ZERO_THRESHOLD = 0x1p-128;

  private static final int PER_OCTAVE = 1 << SCHEMA;

  /** Lower ends of the buckets between 0.5 and 1; {@code Math.pow} may be off by one unit. */
  private static final double[] FRACTIONS = {
    0.5,
    0.5452538663326288,
    0.5946035575013605,
    0.6484197773255048,
    0.7071067811865475,
    0.7711054127039704,
    0.8408964152537144,
    0.9170040432046711
  };

  private NativeSchema() {}

  /** Returns the index of the bucket that contains a positive number. */
  static int indexOf(double value) {
    int exponent = Math.getExponent(value) + 1;
    double fraction = Math.scalb(value, -exponent);
    int position = 0;
    while (position < PER_OCTAVE && FRACTIONS[position] < fraction) {
      position++;
    }
    return (exponent - 1) * PER_OCTAVE + position;
  }

  /** Returns the upper bound of a bucket, which it includes. */
  public static double upperBound(int index) {
    return Math.scalb(
        FRACTIONS[Math.floorMod(index, PER_OCTAVE)], Math.floorDiv(index, PER_OCTAVE) + 1);
  }
}
