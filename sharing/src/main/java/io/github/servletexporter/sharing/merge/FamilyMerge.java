package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One family. Where members disagree about its type or its help, as two versions of an application
 * may during a deployment, the newest member is right. Used by one thread.
 */
final class FamilyMerge {

  private final String name;
  private final Map<MetricKind, Variant> variants = new EnumMap<>(MetricKind.class);

  FamilyMerge(String name) {
    this.name = name;
  }

  void add(MetricSnapshot family, Origin member) {
    MetricKind kind = MetricKind.of(family);
    if (member.live() || kind.isTotal()) {
      variants
          .computeIfAbsent(kind, k -> new Variant(k.newMerge(name), family.getMetadata(), member))
          .add(family, member);
    }
  }

  /** Returns the merged family, or nothing when there is no series. */
  Optional<MetricSnapshot> snapshot(Rounding rounding) {
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

  /** The family as one of the types that it has. */
  private static final class Variant {

    private final SeriesMerge series;
    private MetricMetadata metadata;
    private Origin newest;

    Variant(SeriesMerge series, MetricMetadata metadata, Origin member) {
      this.series = series;
      this.metadata = metadata;
      newest = member;
    }

    void add(MetricSnapshot family, Origin member) {
      if (member.isNewerThan(newest)) {
        newest = member;
        metadata = family.getMetadata();
      }
      series.add(family, member);
    }
  }
}
