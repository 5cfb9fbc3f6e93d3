package io.github.servletexporter.sharing.codec;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Generator of snapshots of every type that depend on a seed only. */
final class RandomSnapshots {

  private static final String[] TEXTS = {
    "",
    "GET",
    "/users/{id}",
    "\u00e4\u20ac",
    "\ud83d\ude00",
    "half \ud83d",
    "a\nb\"\\",
    "x".repeat(300)
  };
  private static final double[] NUMBERS = {
    0, 1, 0.1, 1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NaN
  };

  private final Random random;

  public RandomSnapshots(long seed) {
    this.random = new Random(seed);
  }

  /** One family of each type. */
  public MetricSnapshots next() {
    List<MetricSnapshot> families = new ArrayList<>();
    families.add(new CounterSnapshot(metadata("counter"), points(this::counter)));
    families.add(new GaugeSnapshot(metadata("gauge"), points(this::gauge)));
    families.add(new HistogramSnapshot(metadata("classic"), points(this::classic)));
    families.add(new HistogramSnapshot(metadata("native"), points(this::natives)));
    families.add(new HistogramSnapshot(metadata("both"), points(this::both)));
    families.add(new HistogramSnapshot(true, metadata("gauge_histogram"), points(this::classic)));
    families.add(new SummarySnapshot(metadata("summary"), points(this::summary)));
    families.add(new InfoSnapshot(plain("build"), points(InfoDataPointSnapshot::new)));
    families.add(new StateSetSnapshot(plain("states"), points(this::states)));
    families.add(new UnknownSnapshot(metadata("unknown"), points(this::unknown)));
    return new MetricSnapshots(families);
  }

  private MetricMetadata metadata(String name) {
    return switch (random.nextInt(3)) {
      case 0 -> new MetricMetadata(name);
      case 1 -> new MetricMetadata(name, "Help: " + text());
      default -> new MetricMetadata(name + "_seconds", "Help", Unit.SECONDS);
    };
  }

  private static MetricMetadata plain(String name) {
    return new MetricMetadata(name, "Help");
  }

  private <P> List<P> points(Function<Labels, P> factory) {
    return IntStream.range(0, random.nextInt(5)).mapToObj(this::labels).map(factory).toList();
  }

  private Labels labels(int number) {
    Labels labels = Labels.of("number", Integer.toString(number));
    return random.nextBoolean() ? labels : labels.add("http_route", text());
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private double number() {
    return random.nextInt(4) == 0
        ? NUMBERS[random.nextInt(NUMBERS.length)]
        : random.nextDouble() * 1e6;
  }

  private long created() {
    return random.nextBoolean() ? 0 : 1 + random.nextInt(Integer.MAX_VALUE);
  }

  private CounterDataPointSnapshot counter(Labels labels) {
    double value = number();
    Exemplar exemplar = random.nextBoolean() ? null : Exemplar.builder().value(1).build();
    return new CounterDataPointSnapshot(value, labels, exemplar, created());
  }

  private GaugeDataPointSnapshot gauge(Labels labels) {
    return new GaugeDataPointSnapshot(-number(), labels, null);
  }

  private UnknownDataPointSnapshot unknown(Labels labels) {
    return new UnknownDataPointSnapshot(-number(), labels, null);
  }

  private HistogramDataPointSnapshot classic(Labels labels) {
    long[] counts = {random.nextInt(1000), random.nextInt(), 0, Long.MAX_VALUE >> 3};
    counts[1] &= Integer.MAX_VALUE;
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(new double[] {-1, 0.005, 10, Double.POSITIVE_INFINITY}, counts),
        number(),
        labels,
        Exemplars.EMPTY,
        created());
  }

  private HistogramDataPointSnapshot natives(Labels labels) {
    return new HistogramDataPointSnapshot(
        random.nextInt(13) - 4,
        random.nextInt(100),
        random.nextDouble(),
        nativeBuckets(),
        nativeBuckets(),
        number(),
        labels,
        Exemplars.EMPTY,
        created());
  }

  private HistogramDataPointSnapshot both(Labels labels) {
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(new double[] {1, Double.POSITIVE_INFINITY}, new long[] {3, 4}),
        5,
        2,
        1e-10,
        NativeHistogramBuckets.of(new int[] {-100, 7}, new long[] {1, 3}),
        NativeHistogramBuckets.of(new int[] {3}, new long[] {1}),
        number(),
        labels,
        Exemplars.EMPTY,
        created());
  }

  private NativeHistogramBuckets nativeBuckets() {
    int[] indexes = random.ints(random.nextInt(6), -5000, 5000).distinct().sorted().toArray();
    long[] counts = random.longs(indexes.length, 1, 1L << 40).toArray();
    return NativeHistogramBuckets.of(indexes, counts);
  }

  private SummaryDataPointSnapshot summary(Labels labels) {
    Quantiles quantiles =
        random.nextBoolean()
            ? Quantiles.EMPTY
            : Quantiles.of(new Quantile(0.5, number()), new Quantile(0.99, number()));
    long count = random.nextBoolean() ? -1 : random.nextInt(1000);
    return new SummaryDataPointSnapshot(
        count, number(), quantiles, labels, Exemplars.EMPTY, created());
  }

  private StateSetDataPointSnapshot states(Labels labels) {
    return new StateSetDataPointSnapshot(
        new String[] {"up", "down"},
        new boolean[] {random.nextBoolean(), random.nextBoolean()},
        labels);
  }
}
