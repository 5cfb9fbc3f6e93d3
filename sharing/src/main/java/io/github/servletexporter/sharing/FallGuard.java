package io.github.servletexporter.sharing;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.merge.MetricKind;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps back an aggregate whose totals are below those shown before: a store has lost something, be
 * it for a moment, as when a replica takes over or a Redis restarts empty and members are yet to
 * publish again. A scraper would take the fall for a restart of everything and count it all once
 * more. After a while the loss is taken for lasting, and shown. Used by one thread at a time.
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
   * Returns if the aggregate may be shown.
   *
   * @throws ViewUnavailableException if its totals have fallen
   */
  void check(MergedMetrics next) throws ViewUnavailableException {
    Optional<String> fallen = fallen(next);
    if (fallen.isPresent() && !isOver()) {
      throw new ViewUnavailableException(
          "the total of "
              + fallen.get()
              + " has fallen: the store has lost data, or does not show all of it yet");
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

  /** A family whose type has changed starts anew, and a scraper sees other series. */
  private Optional<String> fallen(MergedMetrics next) {
    Totals totals = new Totals(next.snapshots());
    return shown.stream()
        .filter(family -> !next.disputed().contains(family.getMetadata().getPrometheusName()))
        .filter(totals::areBelow)
        .map(family -> family.getMetadata().getPrometheusName())
        .findFirst();
  }

  private static MetricSnapshots totals(MetricSnapshots snapshots) {
    Stream<MetricSnapshot> totals =
        snapshots.stream().filter(family -> MetricKind.of(family).isTotal());
    return new MetricSnapshots(totals.toList());
  }
}
