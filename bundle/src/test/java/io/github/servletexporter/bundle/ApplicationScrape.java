package io.github.servletexporter.bundle;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.application.ApplicationMetrics;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Scrape of the metrics that the application in the same class loader has registered. */
public final class ApplicationScrape implements Callable<List<String>> {

  @Override
  public List<String> call() {
    WebApp webApp = new WebApp("/own", ApplicationScrape.class.getClassLoader());
    List<String> found = new ArrayList<>();
    try (ApplicationMetrics metrics =
        new ApplicationMetrics(
            webApp,
            () -> null,
            () -> new MetricSnapshots(),
            () -> new MetricSnapshots(),
            failure -> found.add(failure.toString()))) {
      for (MetricSnapshot family : metrics.collect()) {
        found.add(
            family.getMetadata().getName()
                + "="
                + ((CounterSnapshot) family).getDataPoints().get(0).getValue());
      }
      GaugeSnapshot omitted = (GaugeSnapshot) metrics.omissions().get(0);
      found.add(
          "left out: "
              + omitted.getDataPoints().stream().mapToDouble(point -> point.getValue()).sum());
    }
    return found;
  }
}
