package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Arrays;

/** Native buckets of positive or of negative observations, by index. Not thread-safe. */
final class NativeSide {

  private int[] indexes = {};
  private long[] counts = {};

  /**
   * Adds buckets of the same or a finer resolution.
   *
   * @param steps number of schemas by which they are finer
   * @param limit maximum number of observations to add
   * @return number of observations that were added
   */
  long add(NativeHistogramBuckets buckets, int steps, long limit) {
    int[] theirIndexes = new int[buckets.size()];
    long[] theirCounts = new long[buckets.size()];
    int size = 0;
    long added = 0;
    for (int i = 0; i < buckets.size(); i++) {
      long count = Math.min(buckets.getCount(i), limit - added);
      if (count > 0) { // an empty bucket would widen the zero bucket needlessly
        theirIndexes[size] = buckets.getBucketIndex(i);
        theirCounts[size++] = count;
        added += count;
      }
    }
    merge(Arrays.copyOf(theirIndexes, size), Arrays.copyOf(theirCounts, size), steps);
    return added;
  }

  /** Makes the buckets 2^steps times as wide. */
  void coarsen(int steps) {
    int[] finer = indexes;
    long[] finerCounts = counts;
    indexes = new int[0];
    counts = new long[0];
    merge(finer, finerCounts, steps);
  }

  private void merge(int[] theirIndexes, long[] theirCounts, int steps) {
    int[] all = new int[indexes.length + theirIndexes.length];
    long[] allCounts = new long[all.length];
    int size = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < indexes.length || theirs < theirIndexes.length) {
      int their = theirs < theirIndexes.length ? coarse(theirIndexes[theirs], steps) : 0;
      boolean takeMine =
          theirs == theirIndexes.length || (mine < indexes.length && indexes[mine] <= their);
      int index = takeMine ? indexes[mine] : their;
      long count = takeMine ? counts[mine++] : theirCounts[theirs++];
      if (size == 0 || all[size - 1] != index) {
        all[size++] = index;
      }
      allCounts[size - 1] += count;
    }
    indexes = Arrays.copyOf(all, size);
    counts = Arrays.copyOf(allCounts, size);
  }

  /** Bucket i ends at base^i, and each coarser base is the square of the next finer one. */
  private static int coarse(int index, int steps) {
    return (int) ((((long) index - 1) >> steps) + 1);
  }

  int size() {
    return indexes.length;
  }

  int index(int position) {
    return indexes[position];
  }

  long count(int position) {
    return counts[position];
  }

  NativeHistogramBuckets from(int position) {
    return NativeHistogramBuckets.of(
        Arrays.copyOfRange(indexes, position, indexes.length),
        Arrays.copyOfRange(counts, position, counts.length));
  }
}
