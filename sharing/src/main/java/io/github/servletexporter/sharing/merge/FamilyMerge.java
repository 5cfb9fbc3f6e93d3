package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.sharing.model.MetricType;
import io.github.servletexporter.sharing.model.TypeConflict;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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
              type, t -> new Variant(t, SeriesMerge.of(t, name), family.getMetadata(), origin))
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

  /** Returns the types of the family if it has several, each with its newest instance. */
  Optional<TypeConflict> conflict() {
    if (variants.size() < 2) {
      return Optional.empty();
    }
    Variant kept = variants.values().stream().reduce(FamilyMerge::newer).orElseThrow();
    List<TypeConflict.Claim> omitted = new ArrayList<>();
    for (Variant variant : variants.values()) {
      if (variant != kept) {
        omitted.add(variant.claim());
      }
    }
    return Optional.of(new TypeConflict(name, kept.claim(), omitted));
  }

  private static Variant newer(Variant a, Variant b) {
    return b.newest.isNewerThan(a.newest) ? b : a;
  }

  /** Merge of the family as one of the types that instances have given it. */
  private static final class Variant {

    private final MetricType type;
    private final SeriesMerge series;
    private MetricMetadata metadata;
    private Origin newest;

    Variant(MetricType type, SeriesMerge series, MetricMetadata metadata, Origin origin) {
      this.type = type;
      this.series = series;
      this.metadata = metadata;
      newest = origin;
    }

    TypeConflict.Claim claim() {
      return new TypeConflict.Claim(type, newest.instance());
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
