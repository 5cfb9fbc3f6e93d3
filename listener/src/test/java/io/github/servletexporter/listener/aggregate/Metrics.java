package io.github.servletexporter.listener.aggregate;

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

/** Makes and reads metrics of members. */
final class Metrics {

  static final Member OLD = new Member("old:1", true, 100);
  static final Member NEW = new Member("new:2", true, 200);
  static final Member DEAD = new Member("dead:3", false, 300);

  private Metrics() {}

  static MemberMerge merge() {
    return new MemberMerge(Deadline.in(Duration.ofSeconds(10), () -> 0));
  }

  /** Merges the families of {@link #OLD}, {@link #NEW} and {@link #DEAD}, in this order. */
  static MetricSnapshots merged(MetricSnapshot... families) {
    List<Member> members = List.of(OLD, NEW, DEAD);
    MemberMerge merge = merge();
    for (int i = 0; i < families.length; i++) {
      merge.add(members.get(i), MetricSnapshots.of(families[i]));
    }
    return merge.result().snapshots();
  }

  static CounterSnapshot counter(String name, double value, String... labels) {
    return new CounterSnapshot(
        new MetricMetadata(name),
        List.of(new CounterDataPointSnapshot(value, Labels.of(labels), null, 0)));
  }

  static GaugeSnapshot gauge(String name, double value, String... labels) {
    return new GaugeSnapshot(
        new MetricMetadata(name),
        List.of(new GaugeDataPointSnapshot(value, Labels.of(labels), null)));
  }

  /** Bounds without the last one, and one count more than bounds. */
  static ClassicHistogramBuckets classic(List<Double> bounds, long... counts) {
    double[] all = new double[counts.length];
    for (int i = 0; i < bounds.size(); i++) {
      all[i] = bounds.get(i);
    }
    all[bounds.size()] = Double.POSITIVE_INFINITY;
    return ClassicHistogramBuckets.of(all, counts);
  }

  static HistogramSnapshot histogram(ClassicHistogramBuckets buckets, double sum) {
    return histogram(
        new HistogramDataPointSnapshot(buckets, sum, Labels.EMPTY, Exemplars.EMPTY, 0));
  }

  static HistogramSnapshot histogram(HistogramDataPointSnapshot point) {
    return new HistogramSnapshot(new MetricMetadata("h"), List.of(point));
  }

  static HistogramDataPointSnapshot nativePoint(
      int schema, double zeroThreshold, long zeros, NativeHistogramBuckets positive) {
    return nativePoint(schema, zeroThreshold, zeros, positive, NativeHistogramBuckets.EMPTY);
  }

  static HistogramDataPointSnapshot nativePoint(
      int schema,
      double zeroThreshold,
      long zeros,
      NativeHistogramBuckets positive,
      NativeHistogramBuckets negative) {
    return new HistogramDataPointSnapshot(
        schema, zeros, zeroThreshold, positive, negative, 0, Labels.EMPTY, Exemplars.EMPTY, 0);
  }

  static NativeHistogramBuckets buckets(Map<Integer, Long> counts) {
    TreeMap<Integer, Long> sorted = new TreeMap<>(counts);
    return NativeHistogramBuckets.of(
        new ArrayList<>(sorted.keySet()), new ArrayList<>(sorted.values()));
  }

  static Map<Integer, Long> counts(NativeHistogramBuckets buckets) {
    Map<Integer, Long> counts = new TreeMap<>();
    buckets.forEach(bucket -> counts.put(bucket.getBucketIndex(), bucket.getCount()));
    return counts;
  }

  static Map<Double, Long> counts(ClassicHistogramBuckets buckets) {
    Map<Double, Long> counts = new TreeMap<>();
    buckets.forEach(bucket -> counts.put(bucket.getUpperBound(), bucket.getCount()));
    return counts;
  }

  static MetricSnapshot family(MetricSnapshots snapshots, String name) {
    return snapshots.stream()
        .filter(family -> family.getMetadata().getPrometheusName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name));
  }

  static double value(MetricSnapshots snapshots, String name, String... labels) {
    DataPointSnapshot point =
        family(snapshots, name).getDataPoints().stream()
            .filter(candidate -> candidate.getLabels().equals(Labels.of(labels)))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + Labels.of(labels)));
    return point instanceof CounterDataPointSnapshot counter
        ? counter.getValue()
        : ((GaugeDataPointSnapshot) point).getValue();
  }

  static HistogramDataPointSnapshot histogram(MetricSnapshots snapshots) {
    return ((HistogramSnapshot) family(snapshots, "h")).getDataPoints().get(0);
  }

  static List<Labels> labels(MetricSnapshots snapshots, String name) {
    List<Labels> labels = new ArrayList<>();
    family(snapshots, name).getDataPoints().forEach(point -> labels.add(point.getLabels()));
    return labels;
  }
}
