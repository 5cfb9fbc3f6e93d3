package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.Arrays;

/**
 * Sum of classic buckets with any bounds: an observation stays counted under the upper bound under
 * which its instance counted it. Not thread-safe.
 *
 * <p>So the cumulative count at a bound is the number of observations that are known not to exceed
 * it. It is exact for instances that have the bound, never too large for the others, and it does
 * not fall when an instance with other bounds is added. Keeping only the bounds that all instances
 * have in common would be right for live instances, but the retained totals would lose all others
 * for ever.
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

  /** Adds the bounds that are missing. */
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

  /** Returns whether all histograms have had the same bounds. */
  boolean hasOneLayout() {
    return oneLayout;
  }

  ClassicHistogramBuckets snapshot() {
    return ClassicHistogramBuckets.of(bounds, counts);
  }
}
