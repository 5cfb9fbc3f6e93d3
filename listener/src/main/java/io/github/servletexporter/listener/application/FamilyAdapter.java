package io.github.servletexporter.listener.application;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
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
import org.jspecify.annotations.Nullable;

/**
 * Adapter that copies families of another version of client_java, or of an unrelocated copy, into
 * the metric model of servlet-exporter. It calls public methods that every version from 1.0 on has,
 * and lives no longer than one reading. Not thread-safe.
 */
final class FamilyAdapter {

  private static final String LABELS = "getLabels";
  private static final String VALUE = "getValue";

  private final ForeignMethods methods = new ForeignMethods();
  private final ReadBudget budget;
  private final HistogramAdapter histograms = new HistogramAdapter(this, methods);

  FamilyAdapter(ReadBudget budget) {
    this.budget = budget;
  }

  /** Returns the name of a family as a scrape shows it. */
  String name(Object family) throws ReflectiveOperationException {
    return methods.text(methods.get(family, "getMetadata"), "getPrometheusName");
  }

  /**
   * Returns a copy of a family.
   *
   * @throws ReflectiveOperationException if its type is unknown or a method is missing
   */
  MetricSnapshot copy(Object family) throws ReflectiveOperationException {
    MetricMetadata metadata = metadata(methods.get(family, "getMetadata"));
    List<?> points = (List<?>) methods.get(family, "getDataPoints");
    budget.takeSeries(points.size());
    // The names of these classes are the same in all versions.
    return switch (family.getClass().getSimpleName()) {
      case "CounterSnapshot" -> new CounterSnapshot(metadata, all(points, this::counter));
      case "GaugeSnapshot" -> new GaugeSnapshot(metadata, all(points, this::gauge));
      case "HistogramSnapshot" ->
          new HistogramSnapshot(
              methods.is(family, "isGaugeHistogram"), metadata, all(points, histograms::copy));
      case "SummarySnapshot" -> new SummarySnapshot(metadata, all(points, this::summary));
      case "InfoSnapshot" -> new InfoSnapshot(metadata, all(points, this::info));
      case "StateSetSnapshot" -> new StateSetSnapshot(metadata, all(points, this::stateSet));
      case "UnknownSnapshot" -> new UnknownSnapshot(metadata, all(points, this::unknown));
      default -> throw new ClassNotFoundException(family.getClass().getName());
    };
  }

  /** Function that copies a data point. */
  private interface Copy<P> {
    P of(Object point) throws ReflectiveOperationException;
  }

  private static <P> List<P> all(List<?> points, Copy<P> copy) throws ReflectiveOperationException {
    List<P> copies = new ArrayList<>(points.size());
    for (Object point : points) {
      copies.add(copy.of(point));
    }
    return copies;
  }

  /** Versions before 1.7 know one name, which the metric model completes. */
  @SuppressWarnings({"NullAway", "deprecation"}) // no other constructor takes all five values
  private MetricMetadata metadata(Object metadata) throws ReflectiveOperationException {
    String name = budget.take(methods.text(metadata, "getName"));
    String help = optionalText(metadata, "getHelp");
    Unit unit =
        methods.is(metadata, "hasUnit")
            ? new Unit(budget.take(methods.get(metadata, "getUnit").toString()))
            : null;
    return methods.has(metadata, "getExpositionBaseName")
        ? new MetricMetadata(
            name,
            methods.text(metadata, "getExpositionBaseName"),
            optionalText(metadata, "getOriginalName"),
            help,
            unit)
        : new MetricMetadata(name, help, unit);
  }

  private @Nullable String optionalText(Object target, String method)
      throws ReflectiveOperationException {
    return methods.optional(target, method) instanceof String text ? budget.take(text) : null;
  }

  private CounterDataPointSnapshot counter(Object point) throws ReflectiveOperationException {
    return new CounterDataPointSnapshot(
        methods.real(point, VALUE),
        labelsOf(point),
        exemplarOf(point),
        created(point),
        scraped(point));
  }

  private GaugeDataPointSnapshot gauge(Object point) throws ReflectiveOperationException {
    return new GaugeDataPointSnapshot(
        methods.real(point, VALUE), labelsOf(point), exemplarOf(point), scraped(point));
  }

  private UnknownDataPointSnapshot unknown(Object point) throws ReflectiveOperationException {
    return new UnknownDataPointSnapshot(
        methods.real(point, VALUE), labelsOf(point), exemplarOf(point), scraped(point));
  }

  private InfoDataPointSnapshot info(Object point) throws ReflectiveOperationException {
    return new InfoDataPointSnapshot(labelsOf(point), scraped(point));
  }

  private StateSetDataPointSnapshot stateSet(Object point) throws ReflectiveOperationException {
    int count = ReadBudget.fits(methods.size(point), ReadLimits.STATES, "states");
    String[] names = new String[count];
    boolean[] values = new boolean[count];
    for (int i = 0; i < count; i++) {
      names[i] = budget.take((String) methods.get(point, "getName", i));
      values[i] = (Boolean) methods.get(point, "isTrue", i);
    }
    return new StateSetDataPointSnapshot(names, values, labelsOf(point), scraped(point));
  }

  private SummaryDataPointSnapshot summary(Object point) throws ReflectiveOperationException {
    Object quantiles = methods.get(point, "getQuantiles");
    int count = ReadBudget.fits(methods.size(quantiles), ReadLimits.QUANTILES, "quantiles");
    List<Quantile> copies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Object quantile = methods.get(quantiles, "get", i);
      copies.add(
          new Quantile(methods.real(quantile, "getQuantile"), methods.real(quantile, VALUE)));
    }
    return new SummaryDataPointSnapshot(
        methods.integer(point, "getCount"),
        methods.real(point, "getSum"),
        Quantiles.of(copies),
        labelsOf(point),
        histograms.exemplars(point),
        created(point),
        scraped(point));
  }

  Labels labelsOf(Object point) throws ReflectiveOperationException {
    Object labels = methods.get(point, LABELS);
    int count = ReadBudget.fits(methods.size(labels), ReadLimits.LABELS, "labels");
    String[] names = new String[count];
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = budget.take((String) methods.get(labels, "getName", i));
      values[i] = budget.take((String) methods.get(labels, VALUE, i));
    }
    return Labels.of(names, values);
  }

  private @Nullable Exemplar exemplarOf(Object point) throws ReflectiveOperationException {
    Object exemplar = methods.optional(point, "getExemplar");
    return exemplar == null ? null : exemplar(exemplar);
  }

  Exemplar exemplar(Object exemplar) throws ReflectiveOperationException {
    return new Exemplar(
        methods.real(exemplar, VALUE),
        labelsOf(exemplar),
        methods.integer(exemplar, "getTimestampMillis"));
  }

  long created(Object point) throws ReflectiveOperationException {
    return methods.integer(point, "getCreatedTimestampMillis");
  }

  long scraped(Object point) throws ReflectiveOperationException {
    return methods.integer(point, "getScrapeTimestampMillis");
  }
}
