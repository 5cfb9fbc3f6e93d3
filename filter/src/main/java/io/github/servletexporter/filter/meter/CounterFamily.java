package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.Collections;
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

  /** Counters by label values, which become labels in the first scrape. */
  private final ConcurrentHashMap<List<String>, LongAdder> series = new ConcurrentHashMap<>();

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
    series.putIfAbsent(MetricDefinition.wellFormed(labelValues), new LongAdder());
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
        (values, adder) ->
            dataPoints.add(
                new CounterDataPointSnapshot(
                    adder.sum(), Labels.of(definition.labels(), values), null, 0)));
    return new CounterSnapshot(definition.metadata(), dataPoints);
  }

  private LongAdder series(String... labelValues) {
    List<String> values = MetricDefinition.wellFormed(labelValues);
    LongAdder known = series.get(values);
    if (known != null) {
      return known;
    }
    // Threads that pass the check together add at most one series each: the limit is approximate.
    if (series.size() < maxSeries) {
      return series.computeIfAbsent(values, added -> new LongAdder());
    }
    dropped.increment();
    List<String> overflow = Collections.nCopies(values.size(), OVERFLOW);
    return series.computeIfAbsent(overflow, added -> new LongAdder());
  }
}
