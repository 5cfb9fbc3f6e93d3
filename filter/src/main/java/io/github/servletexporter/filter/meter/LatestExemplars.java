package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Latest exemplar of each classic bucket of a series. Thread-safe, without locks. */
final class LatestExemplars {

  private static final long MIN_AGE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final AtomicReferenceArray<@Nullable Latest> latest;

  LatestExemplars(int buckets) {
    latest = new AtomicReferenceArray<>(buckets);
  }

  /** Returns whether the exemplar of a bucket is missing or so old that another may replace it. */
  boolean needs(int bucket, long nanos) {
    Latest present = latest.getAcquire(bucket);
    return present == null || nanos - present.nanos() >= MIN_AGE_NANOS;
  }

  void add(int bucket, Exemplar exemplar, long nanos) {
    latest.setRelease(bucket, new Latest(exemplar, nanos));
  }

  Exemplars snapshot() {
    List<Exemplar> exemplars = new ArrayList<>();
    for (int bucket = 0; bucket < latest.length(); bucket++) {
      Latest present = latest.getAcquire(bucket);
      if (present != null) {
        exemplars.add(present.exemplar());
      }
    }
    return Exemplars.of(exemplars);
  }

  private record Latest(Exemplar exemplar, long nanos) {}
}
