package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.github.servletexporter.sharing.model.MetricType;
import io.github.servletexporter.sharing.model.TypeConflict;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Union of the metrics of the applications of one JVM: their series with the label {@value #LABEL}.
 * Metrics of the server, which each application reads from it, get no label and are shown once. Not
 * thread-safe.
 *
 * <p>If applications give a family different types, those of the type that was added first are
 * shown.
 */
public final class ApplicationMerge {

  private static final String LABEL = "application";

  private static final Set<String> OF_THE_SERVER =
      Stream.of(
              MetricCatalog.POOL_THREADS,
              MetricCatalog.POOL_THREADS_MAX,
              MetricCatalog.POOL_THREADS_MIN,
              MetricCatalog.POOL_QUEUED_TASKS,
              MetricCatalog.CONNECTIONS,
              MetricCatalog.CONNECTIONS_MAX,
              MetricCatalog.CONTAINER_RESPONSES)
          .map(MetricDefinition::metadata)
          .map(MetricMetadata::getPrometheusName)
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, Family> families = new TreeMap<>();
  private final Map<String, TypeConflict> conflicts = new TreeMap<>();
  private int parts;

  /** Creates an empty union. */
  public ApplicationMerge() {}

  /**
   * Adds the metrics of an application.
   *
   * @param application name of the application
   */
  public void add(String application, MetricSnapshots metrics) {
    for (MetricSnapshot family : metrics) {
      String name = family.getMetadata().getPrometheusName();
      Family union = families.computeIfAbsent(name, added -> new Family(application, family));
      if (union.type() == MetricType.of(family)) {
        union.add(family, OF_THE_SERVER.contains(name) ? null : application);
      } else {
        conflicts.computeIfAbsent(name, found -> union.conflict(application, family));
      }
    }
    parts++;
  }

  /**
   * Returns the union.
   *
   * @param added families without a label, which replace those of the applications
   */
  public MergedMetrics result(MetricSnapshots added) {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    for (MetricSnapshot family : added) {
      families.remove(family.getMetadata().getPrometheusName());
      all.metricSnapshot(family);
    }
    families.values().forEach(family -> all.metricSnapshot(family.union()));
    return new MergedMetrics(all.build(), parts, List.copyOf(conflicts.values()));
  }

  /** Series of one family. */
  private static final class Family {

    private final String application;
    private final MetricSnapshot first;
    private final Map<Labels, DataPointSnapshot> points = new LinkedHashMap<>();

    Family(String application, MetricSnapshot first) {
      this.application = application;
      this.first = first;
    }

    void add(MetricSnapshot family, @Nullable String application) {
      for (DataPointSnapshot point : family.getDataPoints()) {
        Labels labels = point.getLabels();
        points.putIfAbsent(
            application == null ? labels : InstanceLabel.addTo(labels, LABEL, application), point);
      }
    }

    MetricType type() {
      return MetricType.of(first);
    }

    TypeConflict conflict(String other, MetricSnapshot family) {
      return new TypeConflict(
          first.getMetadata().getPrometheusName(),
          new TypeConflict.Claim(type(), application),
          List.of(new TypeConflict.Claim(MetricType.of(family), other)));
    }

    MetricSnapshot union() {
      return Relabelled.family(first, first.getMetadata(), points);
    }
  }
}
