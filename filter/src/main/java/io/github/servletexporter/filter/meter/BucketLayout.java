package io.github.servletexporter.filter.meter;

import java.util.List;

/**
 * Buckets of a histogram: upper bounds in the exposed unit, and the same bounds in the integral
 * unit of the observed values, so that an observation needs no floating-point arithmetic.
 *
 * <p>Immutable and thread-safe.
 */
public final class BucketLayout {

  /** Upper bounds in seconds that the HTTP conventions of OpenTelemetry recommend for durations. */
  public static final List<Double> DEFAULT_SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final List<Double> SIZES_BYTES =
      List.of(1024.0, 4096.0, 16384.0, 65536.0, 262144.0, 1048576.0, 4194304.0);

  private final double[] exposedBounds;
  private final long[] rawBounds;
  private final double rawPerExposed;

  private BucketLayout(List<Double> bounds, double rawPerExposed) {
    this.rawPerExposed = rawPerExposed;
    this.rawBounds = new long[bounds.size()];
    this.exposedBounds = new double[bounds.size() + 1];
    for (int i = 0; i < rawBounds.length; i++) {
      exposedBounds[i] = bounds.get(i);
      rawBounds[i] = Math.round(exposedBounds[i] * rawPerExposed);
    }
    exposedBounds[rawBounds.length] = Double.POSITIVE_INFINITY;
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

  /** Returns the number of buckets, including that of +Inf. */
  int size() {
    return exposedBounds.length;
  }

  /**
   * Returns the bucket of an observed value. The search is linear, because most values are small.
   */
  int indexOf(long raw) {
    int i = 0;
    while (i < rawBounds.length && raw > rawBounds[i]) {
      i++;
    }
    return i;
  }
}
