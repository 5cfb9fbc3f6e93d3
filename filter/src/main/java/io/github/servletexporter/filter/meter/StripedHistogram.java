package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Classic and native histogram whose writers rarely contend and never wait for a scrape, see {@link
 * HistogramCells}. Thread-safe.
 */
final class StripedHistogram {

  private final MetricDefinition definition;
  private final BucketLayout layout;
  private final CellMemory memory;
  private final Queue<DataPoint> dataPoints = new ConcurrentLinkedQueue<>();

  /** Creates a histogram without series. */
  StripedHistogram(MetricDefinition definition, BucketLayout layout, int maxSeries) {
    this.definition = definition;
    this.layout = layout;
    this.memory = CellMemory.ofSeries(maxSeries);
  }

  /**
   * Creates the data point of a series. The caller keeps it and uses it for every observation.
   *
   * @param labelValues values in the order of the definition's labels; each combination is bound
   *     once
   */
  HistogramDataPoint bind(String... labelValues) {
    HistogramCells cells = new HistogramCells(layout, memory);
    dataPoints.add(
        new DataPoint(definition.labelsOf(labelValues), System.currentTimeMillis(), cells));
    return cells;
  }

  /** Returns a snapshot of all data points. */
  HistogramSnapshot collect() {
    Reader reader = new Reader(layout);
    List<HistogramDataPointSnapshot> snapshots = new ArrayList<>();
    for (DataPoint dataPoint : dataPoints) {
      snapshots.add(reader.snapshot(dataPoint));
    }
    return new HistogramSnapshot(definition.metadata(), snapshots);
  }

  private record DataPoint(Labels labels, long createdMillis, HistogramCells cells) {}

  /** Reader of the data points of one scrape, which use its arrays in turn. */
  private static final class Reader {

    private final BucketLayout layout;
    private final double[] bounds;
    private final long[] counts;
    private final int[] nativeIndexes;
    private final long[] nativeCounts;

    Reader(BucketLayout layout) {
      this.layout = layout;
      this.bounds = layout.exposedBounds();
      this.counts = new long[layout.cells()];
      this.nativeIndexes = new int[counts.length];
      this.nativeCounts = new long[counts.length];
    }

    HistogramDataPointSnapshot snapshot(DataPoint dataPoint) {
      Arrays.fill(counts, 0);
      long sum = dataPoint.cells().addTo(counts);
      return new HistogramDataPointSnapshot(
          classicBuckets(),
          NativeSchema.SCHEMA,
          counts[BucketLayout.ZERO_CELL],
          NativeSchema.ZERO_THRESHOLD,
          nativeBuckets(),
          NativeHistogramBuckets.EMPTY,
          layout.exposed(sum),
          dataPoint.labels(),
          dataPoint.cells().exemplars(),
          dataPoint.createdMillis());
    }

    private ClassicHistogramBuckets classicBuckets() {
      long[] classic = new long[bounds.length];
      for (int cell = 0; cell < counts.length; cell++) {
        classic[layout.classicBucket(cell)] += counts[cell];
      }
      return ClassicHistogramBuckets.of(bounds, classic);
    }

    private NativeHistogramBuckets nativeBuckets() {
      int size = 0;
      for (int cell = BucketLayout.ZERO_CELL + 1; cell < counts.length; cell++) {
        if (counts[cell] != 0) {
          int index = layout.nativeBucket(cell);
          if (size == 0 || nativeIndexes[size - 1] != index) {
            nativeIndexes[size] = index;
            nativeCounts[size++] = 0;
          }
          nativeCounts[size - 1] += counts[cell];
        }
      }
      return NativeHistogramBuckets.of(
          Arrays.copyOf(nativeIndexes, size), Arrays.copyOf(nativeCounts, size));
    }
  }
}
