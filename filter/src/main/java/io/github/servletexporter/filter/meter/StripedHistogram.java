package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Classic histogram whose writers do not contend and never wait for a scrape.
 *
 * <p>A data point has a few stripes of cells, each on its own cache lines. A worker writes to the
 * stripe of its number, and a scrape adds up the stripes. The count is the sum of the buckets, so
 * that both always agree. The sum of the values may include one observation per writer more or
 * less, as in any histogram that does not stop its writers.
 */
final class StripedHistogram implements HistogramBackend {

  private final MetricDefinition definition;
  private final BucketLayout layout;
  private final Queue<DataPoint> dataPoints = new ConcurrentLinkedQueue<>();

  StripedHistogram(MetricDefinition definition, BucketLayout layout) {
    this.definition = definition;
    this.layout = layout;
  }

  @Override
  public HistogramDataPoint bind(String... labelValues) {
    DataPoint dataPoint = new DataPoint(layout, definition.labelsOf(labelValues));
    dataPoints.add(dataPoint);
    return dataPoint;
  }

  @Override
  public HistogramSnapshot collect() {
    return new HistogramSnapshot(
        definition.metadata(), dataPoints.stream().map(DataPoint::snapshot).toList());
  }

  private static final class DataPoint implements HistogramDataPoint {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    /** Padding of 128 bytes, because processors fetch cache lines in adjacent pairs. */
    private static final int PADDING_CELLS = 16;

    /** Twice the processors but at most 16, so that running workers rarely share a stripe. */
    private static final int STRIPES =
        Math.min(16, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 2);

    private final BucketLayout layout;
    private final Labels labels;
    private final long createdMillis = System.currentTimeMillis();
    private final int sumIndex;
    private final AtomicReferenceArray<long @Nullable []> stripes =
        new AtomicReferenceArray<>(STRIPES);

    DataPoint(BucketLayout layout, Labels labels) {
      this.layout = layout;
      this.labels = labels;
      this.sumIndex = PADDING_CELLS + layout.size();
    }

    @Override
    public void observe(int stripe, long raw) {
      long[] cells = cells(stripe & (STRIPES - 1));
      long unused = (long) CELL.getAndAdd(cells, PADDING_CELLS + layout.indexOf(raw), 1L);
      unused = (long) CELL.getAndAdd(cells, sumIndex, raw);
    }

    private long[] cells(int index) {
      long[] cells = stripes.getAcquire(index);
      return cells != null ? cells : addCells(index);
    }

    private long[] addCells(int index) {
      long[] fresh = new long[sumIndex + 1 + PADDING_CELLS];
      long[] present = stripes.compareAndExchange(index, null, fresh);
      return present == null ? fresh : present;
    }

    HistogramDataPointSnapshot snapshot() {
      long[] counts = new long[layout.size()];
      long sum = 0;
      for (int stripe = 0; stripe < STRIPES; stripe++) {
        long[] cells = stripes.getAcquire(stripe);
        if (cells != null) {
          for (int i = 0; i < counts.length; i++) {
            counts[i] += (long) CELL.getVolatile(cells, PADDING_CELLS + i);
          }
          sum += (long) CELL.getVolatile(cells, sumIndex);
        }
      }
      return HistogramDataPointSnapshot.builder()
          .classicHistogramBuckets(ClassicHistogramBuckets.of(layout.exposedBounds(), counts))
          .sum(layout.exposed(sum))
          .labels(labels)
          .createdTimestampMillis(createdMillis)
          .build();
    }
  }
}
