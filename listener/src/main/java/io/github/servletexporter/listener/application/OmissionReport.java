package io.github.servletexporter.listener.application;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Report of the families that are left out: one log line for each, and a gauge of their present
 * number. Used by one thread, except for {@link #collect}.
 */
final class OmissionReport {

  private static final Logger LOGGER = System.getLogger(OmissionReport.class.getName());

  /** Limit on log lines, and on the names that are kept for them. */
  private static final int LOGGED_FAMILIES = 100;

  private final WebApp webApp;
  private final Set<String> logged = new HashSet<>();
  private Map<Omission, Integer> counts = new EnumMap<>(Omission.class);
  private volatile Map<Omission, Integer> present = Map.of();

  OmissionReport(WebApp webApp) {
    this.webApp = webApp;
  }

  /** Counts a family, and logs it if that was not done before. */
  void leftOut(Omission reason, String family, String detail) {
    counts.merge(reason, 1, Integer::sum);
    if (logged.size() < LOGGED_FAMILIES && logged.add(reason + family)) {
      LOGGER.log(
          Level.WARNING,
          "{0}: the metric \"{1}\" of the application is not exposed, because {2}{3}",
          webApp,
          LogText.escaped(family),
          reason.explanation(),
          detail.isEmpty() ? "" : "; " + LogText.escaped(detail));
    }
  }

  /** Ends one reading. */
  void complete() {
    present = counts;
    counts = new EnumMap<>(Omission.class);
  }

  /** Returns the gauge, with the numbers of the last complete reading. */
  MetricSnapshot collect() {
    Map<Omission, Integer> shown = present;
    List<GaugeDataPointSnapshot> points = new ArrayList<>();
    for (Omission reason : Omission.values()) {
      points.add(
          new GaugeDataPointSnapshot(
              shown.getOrDefault(reason, 0),
              Labels.of(
                  MetricCatalog.APPLICATION_METRICS_OMITTED.labels(), List.of(reason.label())),
              null));
    }
    return new GaugeSnapshot(MetricCatalog.APPLICATION_METRICS_OMITTED.metadata(), points);
  }
}
