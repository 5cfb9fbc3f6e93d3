package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.DeadInstance;
import io.github.servletexporter.sharing.codec.EntryHead;
import io.github.servletexporter.sharing.codec.RetainedTotals;
import io.github.servletexporter.sharing.merge.TotalsMerge;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Builder of the next version of the retained totals. Not thread-safe. */
final class Fold {

  /** Time after which no late write of an instance whose process is gone can arrive. */
  private static final long CERTAIN_MILLIS = TimeUnit.MINUTES.toMillis(10);

  /**
   * Limit on the listed instances that might come back; such an instance has to find its key in the
   * list.
   */
  private static final int MAX_UNCERTAIN = 1000;

  private final RetainedTotals last;
  private final Map<String, DeadInstance> dead = new LinkedHashMap<>();
  private final List<InstanceIdentity> unclean = new ArrayList<>();
  private final List<String> folded = new ArrayList<>();
  private MetricSnapshots sum;
  private long stopped;

  Fold(RetainedTotals last) {
    this.last = last;
    this.sum = last.sum();
    last.dead().forEach(known -> dead.put(known.key(), known));
  }

  /** Adds a dead instance: counts its exit once; does not yet add its totals. */
  void add(String key, EntryHead head, boolean certain, long nowMillis) {
    long sequence = head.publication().sequence();
    if (dead.put(key, new DeadInstance(key, sequence, false, certain, nowMillis)) == null) {
      if (head.publication().closed()) {
        stopped++;
      } else {
        unclean.add(head.identity());
      }
    }
  }

  /** Adds the totals of a dead instance that has been added. */
  void fold(String key, MetricSnapshots metrics) {
    sum = TotalsMerge.add(sum, metrics);
    folded.add(key);
    dead.computeIfPresent(
        key,
        (same, known) ->
            new DeadInstance(key, known.sequence(), true, known.certain(), known.sinceMillis()));
  }

  /**
   * Removes instances whose entries are gone and that cannot come back, and the oldest of those
   * that could if there are too many. Returns whether any was removed.
   */
  boolean prune(Set<String> present, long nowMillis) {
    boolean pruned =
        dead.values()
            .removeIf(
                known ->
                    known.certain()
                        && !present.contains(known.key())
                        && nowMillis - known.sinceMillis() > CERTAIN_MILLIS);
    List<DeadInstance> uncertain =
        dead.values().stream()
            .filter(known -> !known.certain() && !present.contains(known.key()))
            .sorted(Comparator.comparingLong(DeadInstance::sinceMillis))
            .toList();
    int tooMany = uncertain.size() - MAX_UNCERTAIN;
    for (int i = 0; i < tooMany; i++) {
      dead.remove(uncertain.get(i).key());
    }
    return pruned || tooMany > 0;
  }

  boolean isEmpty() {
    return folded.isEmpty() && unclean.isEmpty() && stopped == 0;
  }

  /** Returns the keys of the instances whose totals have been added. */
  List<String> folded() {
    return folded;
  }

  /** Returns the instances that have newly been found dead and have not stopped. */
  List<InstanceIdentity> unclean() {
    return unclean;
  }

  RetainedTotals result(long nonce) {
    return new RetainedTotals(
        last.generation() + 1,
        nonce,
        last.stopped() + stopped,
        last.unclean() + unclean.size(),
        List.copyOf(dead.values()),
        sum);
  }
}
