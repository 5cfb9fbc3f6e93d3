package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Merge of one family. If instances disagree about its type or its help text, as two versions of an
 * application may during a deployment, the newest instance takes precedence. Not thread-safe.
 */
final class FamilyMerge {

  private final String name;
  private final Map<MetricType, Variant> variants = new EnumMap<>(MetricType.class);

  FamilyMerge(String name) {
    this.name = name;
  }

  void add(MetricSnapshot family, Origin origin) {
    MetricType type = MetricType.of(family);
    if (origin.live() || type.isTotal()) {
      variants
          .computeIfAbsent(
              type, t -> new Variant(SeriesMerge.of(t, name), family.getMetadata(), origin))
          .add(family, origin);
    }
  }

  /** Returns the merged family, or empty if it has no series. */
  Optional<MetricSnapshot> snapshot(ExactSum.Rounding rounding) {
    return variants.values().stream()
        .reduce(FamilyMerge::newer)
        .map(variant -> variant.series.snapshot(variant.metadata, rounding))
        .filter(snapshot -> !snapshot.getDataPoints().isEmpty());
  }

  boolean isDisputed() {
    return variants.size() > 1;
  }

  private static Variant newer(Variant a, Variant b) {
    return b.newest.isNewerThan(a.newest) ? b : a;
  }

  /** Merge of the family as one of the types that instances have given it. */
  private static final class Variant {

    private final SeriesMerge series;
    private MetricMetadata metadata;
    private Origin newest;

    Variant(SeriesMerge series, MetricMetadata metadata, Origin origin) {
      this.series = series;
      this.metadata = metadata;
      newest = origin;
    }

    void add(MetricSnapshot family, Origin origin) {
      if (origin.isNewerThan(newest)) {
        newest = origin;
        metadata = family.getMetadata();
      }
      series.add(family, origin);
    }
  }
}
