package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Instances with random metrics of several bucket layouts, resolutions, zero buckets and label
 * sets.
 */
final class RandomInstances {

  private static final List<List<Double>> LAYOUTS =
      List.of(List.of(0.1, 1.0, 10.0), List.of(0.5, 1.0, 5.0, 10.0), List.of(0.3), List.of());

  private final Random random;
  private boolean whole;
  private boolean oneThreshold;
  private boolean noNative;
  private boolean noClassic;
  private boolean allClassic;
  private int number;

  RandomInstances(long seed) {
    random = new Random(seed);
  }

  RandomInstances withWholeNumbers() {
    whole = true;
    return this;
  }

  RandomInstances withOneZeroThreshold() {
    oneThreshold = true;
    return this;
  }

  /** With or without native buckets. */
  RandomInstances alwaysClassic() {
    allClassic = true;
    return this;
  }

  RandomInstances classicOnly() {
    noNative = true;
    return alwaysClassic();
  }

  RandomInstances nativeOnly() {
    noClassic = true;
    return this;
  }

  Random random() {
    return random;
  }

  List<Published> instances() {
    List<Published> instances = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      instances.add(
          new Published(
              new Origin("host:" + number++, random.nextInt(3) > 0, random.nextInt(3)),
              snapshots()));
    }
    return instances;
  }

  MetricSnapshots snapshots() {
    Growing instance = new Growing(new Origin("host:" + number++, true, 0));
    instance.count();
    return instance.published().snapshots();
  }

  /** Lets one instance start, count, end or be folded. */
  MetricSnapshots change(
      List<Growing> instances, MetricSnapshots retired, BinaryOperator<MetricSnapshots> fold) {
    int event = random.nextInt(10);
    if (instances.isEmpty() || event == 0) {
      instances.add(new Growing(new Origin("host:" + number++, true, number)));
    }
    Growing any = instances.get(random.nextInt(instances.size()));
    if (event == 1) {
      any.end();
    }
    if (event == 2 && !any.instance.live()) {
      instances.remove(any);
      return fold.apply(retired, any.published().snapshots());
    }
    instances.stream().filter(instance -> instance.instance.live()).forEach(Growing::count);
    return retired;
  }

  private double amount() {
    return whole ? random.nextInt(1000) : Math.scalb(random.nextDouble(), random.nextInt(60) - 30);
  }

  /** Metrics that an instance has published. */
  record Published(Origin instance, MetricSnapshots snapshots) {}

  /** Instance that counts. */
  final class Growing {

    private Origin instance;
    private final List<Double> bounds = LAYOUTS.get(random.nextInt(LAYOUTS.size()));
    private final boolean classic = allClassic || (!noClassic && random.nextInt(5) > 0);
    private final boolean hasNative = !noNative && (!classic || random.nextBoolean());
    private final int schema = random.nextInt(13) - 4;
    private final double threshold = oneThreshold ? 0 : random.nextInt(2) * random.nextDouble();
    private final Map<Labels, Series> series = new TreeMap<>();

    Growing(Origin instance) {
      this.instance = instance;
    }

    void end() {
      instance = new Origin(instance.instance(), false, instance.startedMillis());
    }

    void count() {
      for (int i = random.nextInt(4); i >= 0; i--) {
        series
            .computeIfAbsent(Labels.of("route", "/" + random.nextInt(3)), l -> new Series())
            .count();
      }
    }

    Published published() {
      List<CounterDataPointSnapshot> counters = new ArrayList<>();
      List<GaugeDataPointSnapshot> gauges = new ArrayList<>();
      List<HistogramDataPointSnapshot> histograms = new ArrayList<>();
      List<SummaryDataPointSnapshot> summaries = new ArrayList<>();
      series.forEach(
          (labels, data) -> {
            counters.add(new CounterDataPointSnapshot(data.sum, labels, null, 0));
            gauges.add(new GaugeDataPointSnapshot(data.sum, labels, null));
            summaries.add(
                new SummaryDataPointSnapshot(
                    data.count, data.sum, Quantiles.EMPTY, labels, Exemplars.EMPTY, 0));
            histograms.add(data.histogram(labels));
          });
      return new Published(
          instance,
          MetricSnapshots.of(
              new CounterSnapshot(new MetricMetadata("c"), counters),
              new GaugeSnapshot(new MetricMetadata("servlet_connections"), gauges),
              new GaugeSnapshot(new MetricMetadata("foreign"), gauges),
              new SummarySnapshot(new MetricMetadata("s"), summaries),
              new HistogramSnapshot(new MetricMetadata("h"), histograms)));
    }

    /** One series of every metric. */
    private final class Series {

      private final long[] classicCounts = new long[bounds.size() + 1];
      private final Map<Integer, Long> positive = new TreeMap<>();
      private final Map<Integer, Long> negative = new TreeMap<>();
      private long zeros;
      private long count;
      private double sum;

      void count() {
        for (int i = random.nextInt(5); i >= 0; i--) {
          count++;
          sum += amount();
          classicCounts[random.nextInt(classicCounts.length)]++;
          // Between 2^-8 and 2^8, whatever the resolution; the zero bucket has none of it.
          int index = (int) Math.floor((random.nextDouble() - 0.5) * 16 * Math.pow(2, schema));
          switch (random.nextInt(3)) {
            case 0 -> zeros++;
            case 1 -> addBeyondZero(positive, index);
            default -> addBeyondZero(negative, index);
          }
        }
      }

      private void addBeyondZero(Map<Integer, Long> side, int index) {
        if (Math.pow(2, (index - 1) * Math.pow(2, -schema)) < threshold) {
          zeros++;
        } else {
          side.merge(index, 1L, Long::sum);
        }
      }

      HistogramDataPointSnapshot histogram(Labels labels) {
        return new HistogramDataPointSnapshot(
            classic
                ? Metrics.classic(bounds, classicCounts.clone())
                : ClassicHistogramBuckets.EMPTY,
            hasNative ? schema : HistogramSnapshot.CLASSIC_HISTOGRAM,
            hasNative ? zeros : 0,
            hasNative ? threshold : 0,
            hasNative ? Metrics.buckets(positive) : NativeHistogramBuckets.EMPTY,
            hasNative ? Metrics.buckets(negative) : NativeHistogramBuckets.EMPTY,
            sum,
            labels,
            Exemplars.EMPTY,
            0);
      }
    }
  }
}
