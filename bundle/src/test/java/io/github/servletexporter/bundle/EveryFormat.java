package io.github.servletexporter.bundle;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
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
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * One data point of every metric type, written in every exposition format. The test runs it twice:
 * here, on the libraries, and as a relocated copy of itself on what the drop-in jar kept of them.
 */
public final class EveryFormat implements Callable<Map<String, byte[]>> {
  private static final long TIME = 1_700_000_000_123L;
  private static final Labels LABELS = Labels.of("route", "/ü", "quote", "\"\\\n");

  @Override
  public Map<String, byte[]> call() throws IOException {
    ExpositionFormats formats = ExpositionFormats.init();
    Map<String, byte[]> written = new LinkedHashMap<>();
    write(formats.getPrometheusTextFormatWriter(), written);
    write(formats.getOpenMetricsTextFormatWriter(), written);
    write(formats.getPrometheusProtobufWriter(), written);
    return written;
  }

  private static void write(ExpositionFormatWriter writer, Map<String, byte[]> written)
      throws IOException {
    for (EscapingScheme scheme : EscapingScheme.values()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writer.write(bytes, everyType(), scheme);
      written.put(writer.getContentType() + " " + scheme, bytes.toByteArray());
    }
    written.put(
        writer.getContentType() + " for people",
        writer.toDebugString(everyType()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static MetricSnapshots everyType() {
    return MetricSnapshots.of(
        counter(),
        gauge(),
        classic(),
        nativeBuckets(),
        gaugeHistogram(),
        summary(),
        info(),
        states(),
        unknown());
  }

  private static Exemplar exemplar() {
    return Exemplar.builder()
        .value(0.3)
        .traceId("0123456789abcdef0123456789abcdef")
        .spanId("0123456789abcdef")
        .labels(Labels.of("k", "v"))
        .timestampMillis(TIME)
        .build();
  }

  private static CounterSnapshot counter() {
    return CounterSnapshot.builder()
        .name("a_counter")
        .help("Help with \\ and \n.")
        .dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(LABELS)
                .value(3)
                .exemplar(exemplar())
                .createdTimestampMillis(TIME)
                .build())
        .build();
  }

  private static GaugeSnapshot gauge() {
    return GaugeSnapshot.builder()
        .name("a.gauge.in.utf8")
        .dataPoint(
            GaugeDataPointSnapshot.builder().value(Double.NaN).scrapeTimestampMillis(TIME).build())
        .dataPoint(
            GaugeDataPointSnapshot.builder().labels(LABELS).value(Double.NEGATIVE_INFINITY).build())
        .build();
  }

  private static HistogramSnapshot classic() {
    return HistogramSnapshot.builder()
        .name("a_classic_histogram")
        .dataPoint(classicPoint())
        .build();
  }

  private static HistogramDataPointSnapshot classicPoint() {
    return HistogramDataPointSnapshot.builder()
        .labels(LABELS)
        .classicHistogramBuckets(
            ClassicHistogramBuckets.of(
                new double[] {0.1, 1, Double.POSITIVE_INFINITY}, new long[] {1, 2, 3}))
        .sum(4.5)
        .exemplars(Exemplars.of(exemplar()))
        .createdTimestampMillis(TIME)
        .build();
  }

  private static HistogramSnapshot gaugeHistogram() {
    return HistogramSnapshot.builder()
        .gaugeHistogram(true)
        .name("a_gauge_histogram")
        .dataPoint(classicPoint())
        .build();
  }

  private static HistogramSnapshot nativeBuckets() {
    return HistogramSnapshot.builder()
        .name("a_native_histogram")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .nativeSchema(5)
                .nativeZeroCount(2)
                .nativeZeroThreshold(0.001)
                .nativeBucketsForPositiveValues(
                    NativeHistogramBuckets.of(new int[] {1, 2, 9}, new long[] {3, 1, 4}))
                .nativeBucketsForNegativeValues(
                    NativeHistogramBuckets.of(new int[] {-1, 0}, new long[] {1, 5}))
                .sum(9.2)
                .exemplars(Exemplars.of(exemplar()))
                .createdTimestampMillis(TIME)
                .build())
        .build();
  }

  private static SummarySnapshot summary() {
    return SummarySnapshot.builder()
        .name("a_summary")
        .dataPoint(
            SummaryDataPointSnapshot.builder()
                .quantiles(Quantiles.of(new Quantile(0.5, 1.1), new Quantile(0.99, 2.2)))
                .count(10)
                .sum(12.5)
                .createdTimestampMillis(TIME)
                .build())
        .build();
  }

  private static InfoSnapshot info() {
    return InfoSnapshot.builder()
        .name("an_info")
        .dataPoint(InfoDataPointSnapshot.builder().labels(LABELS).build())
        .build();
  }

  private static StateSetSnapshot states() {
    return StateSetSnapshot.builder()
        .name("a_state_set")
        .dataPoint(
            StateSetDataPointSnapshot.builder().state("on", true).state("off", false).build())
        .build();
  }

  private static UnknownSnapshot unknown() {
    return UnknownSnapshot.builder()
        .name("an_unknown")
        .dataPoint(UnknownDataPointSnapshot.builder().value(7).exemplar(exemplar()).build())
        .build();
  }
}
