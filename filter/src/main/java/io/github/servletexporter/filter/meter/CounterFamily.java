package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counter with a limited number of series, for rare events: looking up a series may allocate.
 *
 * <p>Thread-safe. Series are never removed, because to a scraper a counter that starts again at
 * zero looks like a restart.
 */
public final class CounterFamily {

  private static final String OVERFLOW = "_other";

  private final MetricDefinition definition;
  private final int maxSeries;
  private final LongAdder dropped = new LongAdder();
  private final ConcurrentHashMap<Labels, LongAdder> series = new ConcurrentHashMap<>();

  /**
   * Creates a counter without series.
   *
   * @param definition the name, help text and labels
   * @param maxSeries the limit on the number of series
   */
  public CounterFamily(MetricDefinition definition, int maxSeries) {
    this.definition = definition;
    this.maxSeries = maxSeries;
  }

  /**
   * Adds one to a series, or beyond the limit to the series whose label values are all {@code
   * _other}.
   */
  public void increment(String... labelValues) {
    series(labelValues).increment();
  }

  /** Adds a number to a series, as {@link #increment} adds one. */
  public void add(long count, String... labelValues) {
    series(labelValues).add(count);
  }

  /** Creates a series with the value 0. */
  public void initialize(String... labelValues) {
    series.putIfAbsent(definition.labelsOf(labelValues), new LongAdder());
  }

  long dropped() {
    return dropped.sum();
  }

  String name() {
    return definition.name();
  }

  /** Returns a snapshot of all series. */
  public CounterSnapshot collect() {
    List<CounterDataPointSnapshot> dataPoints = new ArrayList<>();
    series.forEach(
        (labels, adder) ->
            dataPoints.add(new CounterDataPointSnapshot(adder.sum(), labels, null, 0)));
    return new CounterSnapshot(definition.metadata(), dataPoints);
  }

  private LongAdder series(String... labelValues) {
    Labels labels = definition.labelsOf(labelValues);
    LongAdder known = series.get(labels);
    if (known != null) {
      return known;
    }
    // Threads that pass the check together add at most one series each: the limit is approximate.
    if (series.size() < maxSeries) {
      return series.computeIfAbsent(labels, added -> new LongAdder());
    }
    dropped.increment();
    String[] overflow = new String[labelValues.length];
    Arrays.fill(overflow, OVERFLOW);
    return series.computeIfAbsent(definition.labelsOf(overflow), added -> new LongAdder());
  }
}
