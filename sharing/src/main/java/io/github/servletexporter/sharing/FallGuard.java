package io.github.servletexporter.sharing;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Guard that withholds a merged view whose totals are below those shown before. Then the store has
 * lost data, perhaps only until the instances have published again, as when a replica takes over or
 * a Redis restarts empty. A scraper would treat the fall as a restart of all instances and count
 * everything twice. A loss that lasts is shown after a grace period. Not thread-safe.
 */
final class FallGuard {

  private final Duration grace;
  private final Ticker ticker;
  private MetricSnapshots shown = MetricSnapshots.of();
  private boolean below;
  private long belowSinceNanos;

  FallGuard(Duration grace, Ticker ticker) {
    this.grace = grace;
    this.ticker = ticker;
  }

  /**
   * Checks that the merged view may be shown.
   *
   * @throws ViewUnavailableException if one of its totals has fallen
   */
  void check(MergedMetrics next) throws ViewUnavailableException {
    Optional<String> fallen = fallen(next);
    if (fallen.isPresent() && !isOver()) {
      throw new ViewUnavailableException(
          "the total of "
              + fallen.get()
              + " has fallen: the store has lost data, or some instances have not published again yet");
    }
    below = false;
    shown = totals(next.snapshots());
  }

  private boolean isOver() {
    if (!below) {
      below = true;
      belowSinceNanos = ticker.nanos();
    }
    return ticker.nanos() - belowSinceNanos >= grace.toNanos();
  }

  /**
   * Returns the name of a total that has fallen. A family whose type has changed has new series.
   */
  private Optional<String> fallen(MergedMetrics next) {
    Totals totals = new Totals(next.snapshots());
    return shown.stream()
        .filter(family -> !next.isDisputed(family.getMetadata().getPrometheusName()))
        .filter(totals::areBelow)
        .map(family -> family.getMetadata().getPrometheusName())
        .findFirst();
  }

  private static MetricSnapshots totals(MetricSnapshots snapshots) {
    Stream<MetricSnapshot> totals =
        snapshots.stream().filter(family -> MetricType.of(family).isTotal());
    return new MetricSnapshots(totals.toList());
  }
}
