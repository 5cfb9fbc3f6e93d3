package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.DeadInstance;
import io.github.servletexporter.sharing.codec.EntryHead;
import io.github.servletexporter.sharing.codec.RetainedTotals;
import io.github.servletexporter.sharing.merge.Cumulative;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;

/** The next retired entry in the making. Not thread-safe. */
final class Fold {

  /** Until a late write of a member that is gone has arrived, or never will. */
  private static final long CERTAIN_MILLIS = TimeUnit.MINUTES.toMillis(10);

  /** Members that might come back and would have to find themselves here. */
  private static final int MAX_UNCERTAIN = 1000;

  private final RetainedTotals last;
  private final BinaryOperator<MetricSnapshots> merge;
  private final Map<String, DeadInstance> absorbed = new LinkedHashMap<>();
  private final List<InstanceIdentity> unclean = new ArrayList<>();
  private final List<String> folded = new ArrayList<>();
  private MetricSnapshots sum;
  private long stopped;

  Fold(RetainedTotals last, BinaryOperator<MetricSnapshots> merge) {
    this.last = last;
    this.merge = merge;
    this.sum = last.sum();
    last.absorbed().forEach(known -> absorbed.put(known.key(), known));
  }

  /** Takes a dead member in: its exit is counted once, and its metrics are not yet. */
  void add(String key, EntryHead head, boolean certain, long nowMillis) {
    long sequence = head.publication().sequence();
    if (absorbed.put(key, new DeadInstance(key, sequence, false, certain, nowMillis)) == null) {
      if (head.publication().closed()) {
        stopped++;
      } else {
        unclean.add(head.identity());
      }
    }
  }

  /** Takes in what a member that was added has counted. */
  void fold(String key, MetricSnapshots metrics) {
    sum = merge.apply(sum, Cumulative.of(metrics));
    folded.add(key);
    absorbed.computeIfPresent(
        key,
        (same, known) ->
            new DeadInstance(key, known.sequence(), true, known.certain(), known.sinceMillis()));
  }

  /** Forgets members whose entries are gone, and that can't come back, or could but are many. */
  boolean prune(Set<String> present, long nowMillis) {
    boolean pruned =
        absorbed
            .values()
            .removeIf(
                known ->
                    known.certain()
                        && !present.contains(known.key())
                        && nowMillis - known.sinceMillis() > CERTAIN_MILLIS);
    List<DeadInstance> uncertain =
        absorbed.values().stream()
            .filter(known -> !known.certain() && !present.contains(known.key()))
            .sorted(Comparator.comparingLong(DeadInstance::sinceMillis))
            .toList();
    int tooMany = uncertain.size() - MAX_UNCERTAIN;
    for (int i = 0; i < tooMany; i++) {
      absorbed.remove(uncertain.get(i).key());
    }
    return pruned || tooMany > 0;
  }

  boolean isEmpty() {
    return folded.isEmpty() && unclean.isEmpty() && stopped == 0;
  }

  /** Returns the keys whose entries are in the sum now. */
  List<String> folded() {
    return folded;
  }

  /** Returns the members that were not known to have ended, and have not said so. */
  List<InstanceIdentity> unclean() {
    return unclean;
  }

  RetainedTotals result(long nonce) {
    return new RetainedTotals(
        last.generation() + 1,
        nonce,
        last.stopped() + stopped,
        last.unclean() + unclean.size(),
        List.copyOf(absorbed.values()),
        sum);
  }
}
