package io.github.servletexporter.filter.meter;

import java.util.Arrays;
import java.util.List;

/**
 * Buckets of a histogram: classic ones with given upper bounds, and the native (exponential) ones
 * of Prometheus' schema 3. Both are made of the same cells, in the integral unit of the observed
 * values: the native buckets, split where a classic bound lies inside one. Each cell belongs to one
 * classic and one native bucket, so that both are exact.
 *
 * <p>Immutable and thread-safe.
 */
public final class BucketLayout {

  /** Upper bounds in seconds that the HTTP conventions of OpenTelemetry recommend for durations. */
  public static final List<Double> DEFAULT_SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  /** Number of the cell of the value 0, which no exponential bucket contains. */
  static final int ZERO_CELL = 0;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final List<Double> SIZES_BYTES =
      List.of(1024.0, 4096.0, 16384.0, 65536.0, 262144.0, 1048576.0, 4194304.0);

  /**
   * Bits after the leading one by which a cell is looked up. With four bits, the values of one look
   * up differ by at most 1/16, which is less than the width of a native bucket, so that they lie in
   * two of them at most.
   */
  private static final int LOOKUP_BITS = 4;

  private final double[] exposedBounds;
  private final double rawPerExposed;

  /** The largest observed value of each cell, ascending. */
  private final long[] largest;

  /** First cell by the leading bits of a value. */
  private final short[] firstCell = new short[Long.SIZE << LOOKUP_BITS];

  private final short[] classicBuckets;
  private final short[] nativeBuckets;

  private BucketLayout(List<Double> bounds, double rawPerExposed) {
    this.rawPerExposed = rawPerExposed;
    this.exposedBounds = new double[bounds.size() + 1];
    for (int i = 0; i < bounds.size(); i++) {
      exposedBounds[i] = bounds.get(i);
    }
    exposedBounds[bounds.size()] = Double.POSITIVE_INFINITY;
    this.largest = largestValues();
    this.classicBuckets = new short[largest.length];
    this.nativeBuckets = new short[largest.length];
    int classic = 0;
    for (int cell = 0; cell < largest.length; cell++) {
      double exposed = exposed(largest[cell]);
      while (exposed > exposedBounds[classic]) {
        classic++;
      }
      classicBuckets[cell] = (short) classic;
      nativeBuckets[cell] = cell == ZERO_CELL ? 0 : (short) NativeSchema.indexOf(exposed);
    }
    for (int lookup = 0, cell = 0; lookup < firstCell.length; lookup++) {
      long smallest = smallestOf(lookup);
      while (smallest > largest[cell]) {
        cell++;
      }
      firstCell[lookup] = (short) cell;
    }
    firstCell[0] = ZERO_CELL;
  }

  /**
   * Returns the layout of durations, which are observed in nanoseconds and exposed in seconds.
   *
   * @param bounds upper bounds in seconds, ascending, without +Inf
   */
  public static BucketLayout seconds(List<Double> bounds) {
    return new BucketLayout(bounds, NANOS_PER_SECOND);
  }

  /** Returns the layout of body sizes in bytes: 1 KiB to 4 MiB in steps of a factor of four. */
  static BucketLayout bodySizes() {
    return new BucketLayout(SIZES_BYTES, 1);
  }

  /** Returns a copy of the upper bounds in the exposed unit, with +Inf at the end. */
  public double[] exposedBounds() {
    return exposedBounds.clone();
  }

  /** Returns an observed value in the exposed unit. */
  public double exposed(long raw) {
    return raw / rawPerExposed;
  }

  /** Returns the number of cells. */
  int cells() {
    return largest.length;
  }

  /**
   * Returns the cell of an observed value. Its leading bits find the native bucket or the one
   * before it; then a comparison or two decide, unless many classic bounds lie close together.
   *
   * @param raw the value, not negative
   */
  int cellOf(long raw) {
    int leadingZeros = Long.numberOfLeadingZeros(raw | 1);
    int fraction = (int) ((raw << leadingZeros) >>> (Long.SIZE - 1 - LOOKUP_BITS));
    int lookup =
        ((Long.SIZE - 1 - leadingZeros) << LOOKUP_BITS) | (fraction & ((1 << LOOKUP_BITS) - 1));
    int cell = firstCell[lookup];
    while (raw > largest[cell]) {
      cell++;
    }
    return cell;
  }

  /** Returns the position of the classic bucket that contains a cell. */
  int classicBucket(int cell) {
    return classicBuckets[cell];
  }

  /** Returns the index of the native bucket that contains a cell, except the cell of 0. */
  int nativeBucket(int cell) {
    return nativeBuckets[cell];
  }

  /** Returns the smallest value with certain leading bits. */
  private static long smallestOf(int lookup) {
    int exponent = lookup >>> LOOKUP_BITS;
    long fraction = lookup & ((1 << LOOKUP_BITS) - 1);
    long leading = 1L << exponent;
    return exponent >= LOOKUP_BITS
        ? Math.max(0, leading | (fraction << (exponent - LOOKUP_BITS)))
        : leading | (fraction >>> (LOOKUP_BITS - exponent));
  }

  /** Returns the largest value of each cell; bounds between which no value lies make no cell. */
  private long[] largestValues() {
    int first = NativeSchema.indexOf(exposed(1));
    int last = NativeSchema.indexOf(exposed(Long.MAX_VALUE));
    long[] values = new long[1 + exposedBounds.length + last - first];
    int size = 1; // for the cell of 0
    for (double bound : exposedBounds) {
      values[size++] = largestWithin(bound);
    }
    for (int index = first; index < last; index++) {
      values[size++] = largestWithin(NativeSchema.upperBound(index));
    }
    Arrays.sort(values);
    return Arrays.stream(values).distinct().toArray();
  }

  /** Returns the largest observable value that does not exceed a bound in the exposed unit. */
  private long largestWithin(double bound) {
    if (bound >= exposed(Long.MAX_VALUE)) {
      return Long.MAX_VALUE;
    }
    long estimate = (long) (bound * rawPerExposed);
    // The estimate is off by a few units of its last place as a floating-point number.
    long margin = 4 + 4 * (long) Math.ulp((double) estimate);
    long within = Math.max(0, estimate - margin);
    long beyond = estimate > Long.MAX_VALUE - margin ? Long.MAX_VALUE : estimate + margin;
    while (beyond - within > 1) {
      long middle = within + (beyond - within) / 2;
      if (exposed(middle) <= bound) {
        within = middle;
      } else {
        beyond = middle;
      }
    }
    return within;
  }
}
