package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.Arrays;

/**
 * Classic buckets of several histograms, of whatever bounds: an observation stays counted under the
 * upper bound under which its member counted it. Used by one thread.
 *
 * <p>So the cumulative count at a bound is the number of observations that are known not to exceed
 * it. That is exact for members that have the bound, never too large for others, and it can't fall
 * when a member with other bounds comes. The bounds that all have in common would do as well today,
 * but what dead members are folded into would keep nothing else for ever.
 */
final class ClassicBuckets {

  private double[] bounds = {};
  private long[] counts = {};
  private long total;
  private boolean oneLayout = true;

  void add(ClassicHistogramBuckets buckets) {
    if (!hasBoundsOf(buckets)) {
      oneLayout = bounds.length == 0;
      include(buckets);
    }
    int position = 0;
    for (int i = 0; i < buckets.size(); i++) {
      while (bounds[position] != buckets.getUpperBound(i)) {
        position++;
      }
      long count = Counts.fitting(total, buckets.getCount(i));
      counts[position] += count;
      total += count;
    }
  }

  private boolean hasBoundsOf(ClassicHistogramBuckets buckets) {
    boolean same = bounds.length == buckets.size();
    for (int i = 0; same && i < bounds.length; i++) {
      same = bounds[i] == buckets.getUpperBound(i);
    }
    return same;
  }

  /** Adds the bounds that are not there yet. */
  private void include(ClassicHistogramBuckets buckets) {
    double[] allBounds = new double[bounds.length + buckets.size()];
    long[] allCounts = new long[allBounds.length];
    int size = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < bounds.length || theirs < buckets.size()) {
      double a = mine < bounds.length ? bounds[mine] : Double.NaN;
      double b = theirs < buckets.size() ? buckets.getUpperBound(theirs) : Double.NaN;
      boolean takeMine = a <= b || Double.isNaN(b);
      boolean takeTheirs = b <= a || Double.isNaN(a);
      allBounds[size] = (takeMine ? a : b) + 0.0; // -0 and 0 are one bound
      allCounts[size++] = takeMine ? counts[mine] : 0;
      mine += takeMine ? 1 : 0;
      theirs += takeTheirs ? 1 : 0;
    }
    bounds = Arrays.copyOf(allBounds, size);
    counts = Arrays.copyOf(allCounts, size);
  }

  /** Returns whether all histograms had the same bounds. */
  boolean hasOneLayout() {
    return oneLayout;
  }

  ClassicHistogramBuckets snapshot() {
    return ClassicHistogramBuckets.of(bounds, counts);
  }
}
