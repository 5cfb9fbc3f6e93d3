package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Metrics of instances, and functions that read them. */
public final class Metrics {

  public static final Origin OLD = new Origin("old:1", true, 100);
  public static final Origin NEW = new Origin("new:2", true, 200);
  public static final Origin DEAD = new Origin("dead:3", false, 300);

  private Metrics() {}

  public static MetricsMerge merge() {
    return new MetricsMerge(Deadline.in(Duration.ofSeconds(10), () -> 0));
  }

  /** Merges the families of {@link #OLD}, {@link #NEW} and {@link #DEAD}, in this order. */
  public static MetricSnapshots merged(MetricSnapshot... families) {
    List<Origin> instances = List.of(OLD, NEW, DEAD);
    MetricsMerge merge = merge();
    for (int i = 0; i < families.length; i++) {
      merge.add(instances.get(i), MetricSnapshots.of(families[i]));
    }
    return merge.result(MetricSnapshots.of()).snapshots();
  }

  public static CounterSnapshot counter(String name, double value, String... labels) {
    return new CounterSnapshot(
        new MetricMetadata(name),
        List.of(new CounterDataPointSnapshot(value, Labels.of(labels), null, 0)));
  }

  public static GaugeSnapshot gauge(String name, double value, String... labels) {
    return new GaugeSnapshot(
        new MetricMetadata(name),
        List.of(new GaugeDataPointSnapshot(value, Labels.of(labels), null)));
  }

  /** Bounds without the last one, and one count more than bounds. */
  public static ClassicHistogramBuckets classic(List<Double> bounds, long... counts) {
    double[] all = new double[counts.length];
    for (int i = 0; i < bounds.size(); i++) {
      all[i] = bounds.get(i);
    }
    all[bounds.size()] = Double.POSITIVE_INFINITY;
    return ClassicHistogramBuckets.of(all, counts);
  }

  public static HistogramSnapshot histogram(ClassicHistogramBuckets buckets, double sum) {
    return histogram(
        new HistogramDataPointSnapshot(buckets, sum, Labels.EMPTY, Exemplars.EMPTY, 0));
  }

  public static HistogramSnapshot histogram(HistogramDataPointSnapshot point) {
    return new HistogramSnapshot(new MetricMetadata("h"), List.of(point));
  }

  public static HistogramDataPointSnapshot nativePoint(
      int schema, double zeroThreshold, long zeros, NativeHistogramBuckets positive) {
    return nativePoint(schema, zeroThreshold, zeros, positive, NativeHistogramBuckets.EMPTY);
  }

  public static HistogramDataPointSnapshot nativePoint(
      int schema,
      double zeroThreshold,
      long zeros,
      NativeHistogramBuckets positive,
      NativeHistogramBuckets negative) {
    return new HistogramDataPointSnapshot(
        schema, zeros, zeroThreshold, positive, negative, 0, Labels.EMPTY, Exemplars.EMPTY, 0);
  }

  public static NativeHistogramBuckets buckets(Map<Integer, Long> counts) {
    TreeMap<Integer, Long> sorted = new TreeMap<>(counts);
    return NativeHistogramBuckets.of(
        new ArrayList<>(sorted.keySet()), new ArrayList<>(sorted.values()));
  }

  public static Map<Integer, Long> counts(NativeHistogramBuckets buckets) {
    Map<Integer, Long> counts = new TreeMap<>();
    buckets.forEach(bucket -> counts.put(bucket.getBucketIndex(), bucket.getCount()));
    return counts;
  }

  public static Map<Double, Long> counts(ClassicHistogramBuckets buckets) {
    Map<Double, Long> counts = new TreeMap<>();
    buckets.forEach(bucket -> counts.put(bucket.getUpperBound(), bucket.getCount()));
    return counts;
  }

  public static MetricSnapshot family(MetricSnapshots snapshots, String name) {
    return snapshots.stream()
        .filter(family -> family.getMetadata().getPrometheusName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name));
  }

  public static double value(MetricSnapshots snapshots, String name, String... labels) {
    DataPointSnapshot point =
        family(snapshots, name).getDataPoints().stream()
            .filter(candidate -> candidate.getLabels().equals(Labels.of(labels)))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + Labels.of(labels)));
    return point instanceof CounterDataPointSnapshot counter
        ? counter.getValue()
        : ((GaugeDataPointSnapshot) point).getValue();
  }

  public static HistogramDataPointSnapshot histogram(MetricSnapshots snapshots) {
    return ((HistogramSnapshot) family(snapshots, "h")).getDataPoints().get(0);
  }

  public static List<Labels> labels(MetricSnapshots snapshots, String name) {
    List<Labels> labels = new ArrayList<>();
    family(snapshots, name).getDataPoints().forEach(point -> labels.add(point.getLabels()));
    return labels;
  }
}
