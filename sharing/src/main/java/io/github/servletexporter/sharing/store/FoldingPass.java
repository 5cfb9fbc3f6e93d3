package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.EntryHead;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceReport;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Pass over the neighbours of an instance that folds the dead ones exactly once. Each version of
 * the retained totals lists the instances that it contains, and readers leave out the entries of
 * listed instances. Entries are removed only after the new version has been written, so any
 * instance may fold at any time and may crash at any point.
 *
 * <p>The neighbours of an instance are the next ones in the order of keys, so that several
 * instances check each one and no instance has to check all.
 *
 * <p>Confined to the thread of the store.
 */
public final class FoldingPass {

  /** Number of instances up to which each one checks all others. */
  static final int SMALL_GROUP = 16;

  /**
   * Number of neighbours in a larger store. Dead neighbours are folded and others take their place,
   * so any number would do.
   */
  static final int NEIGHBOURS = 8;

  private final SnapshotStore store;
  private final EntryReader entries;
  private final InstanceWatch watch;
  private final StoreMetrics metrics;
  private final FoldingRules rules;

  public FoldingPass(
      SnapshotStore store,
      EntryReader entries,
      InstanceWatch watch,
      StoreMetrics metrics,
      FoldingRules rules) {
    this.store = store;
    this.entries = entries;
    this.watch = watch;
    this.metrics = metrics;
    this.rules = rules;
  }

  /**
   * Checks the neighbours and folds dead ones.
   *
   * @param retained present version of the retained totals
   * @param ownKey key of this instance
   * @return neighbours as they were found
   */
  List<InstanceReport> run(RetainedVersion retained, String ownKey) throws IOException {
    List<String> present = store.keys();
    watch.retain(present);
    List<String> instances = present.stream().filter(key -> !retained.hasFolded(key)).toList();
    if (rules.cleanup()) {
      removeFolded(present, retained);
    }
    long now = rules.clock().millis();
    Fold fold = new Fold(retained.totals());
    List<InstanceReport> reports = new ArrayList<>();
    entries.read(
        neighbours(instances, ownKey),
        (key, entry) -> {
          EntryHead head = entry.head();
          InstanceWatch.Verdict verdict = watch.judge(key, head);
          reports.add(verdict.report(head));
          boolean isNew = retained.get(key) == null;
          if (verdict.foldable() && (rules.cleanup() || isNew) && !key.equals(ownKey)) {
            fold.add(key, head, verdict.certain(), now);
            if (rules.cleanup()) {
              fold.fold(key, entry.decodeMetrics());
            }
          }
        });
    sameNames(reports).forEach(rules.onSameName());
    boolean pruned = fold.prune(Set.copyOf(present), now);
    if (pruned || !fold.isEmpty()) {
      replace(retained, fold);
    }
    return reports;
  }

  /**
   * Returns the names that two JVMs have at the same time. A JVM that follows another one with its
   * name starts after the last publication of that one.
   */
  private static Set<String> sameNames(List<InstanceReport> reports) {
    Set<String> names = new TreeSet<>();
    for (InstanceReport one : reports) {
      for (InstanceReport other : reports) {
        if (one.isLive()
            && other.isLive()
            && one.identity().instance().equals(other.identity().instance())
            && !one.identity().isInJvmOf(other.identity())
            && one.published().toEpochMilli() > other.identity().startMillis()
            && other.published().toEpochMilli() > one.identity().startMillis()) {
          names.add(one.identity().instance());
        }
      }
    }
    return names;
  }

  private void replace(RetainedVersion retained, Fold fold) throws IOException {
    byte[] next = SnapshotCodec.encode(fold.result(rules.nonces().getAsLong()));
    if (!store.replaceRetained(retained.bytes(), next)) {
      metrics.count(StoreMetrics.FOLD, StoreMetrics.CONFLICT);
      return;
    }
    metrics.count(StoreMetrics.FOLD, StoreMetrics.OK);
    fold.unclean().forEach(rules.onUncleanExit());
    store.remove(fold.folded());
  }

  /** Removes entries that a crashed instance or a late write has left behind. */
  private void removeFolded(List<String> present, RetainedVersion retained) throws IOException {
    List<String> folded = present.stream().filter(retained::hasFolded).toList();
    if (!folded.isEmpty()) {
      store.remove(folded);
    }
  }

  private static List<String> neighbours(List<String> instances, String ownKey) {
    if (instances.size() <= SMALL_GROUP) {
      return instances;
    }
    List<String> ring = new ArrayList<>(instances.stream().sorted().toList());
    long before = ring.stream().filter(key -> key.compareTo(ownKey) <= 0).count();
    ring.addAll(List.copyOf(ring.subList(0, (int) before)));
    return ring.subList((int) before, (int) before + NEIGHBOURS);
  }

  /**
   * Rules of folding.
   *
   * @param cleanup whether dead instances are folded and removed; if not, their entries stay, and
   *     their exits are counted nevertheless
   * @param onUncleanExit receives each instance that has ended without stopping, once
   * @param onSameName receives the name of instances of several JVMs, at each pass
   * @param nonces random numbers
   * @param clock time of day
   */
  public record FoldingRules(
      boolean cleanup,
      Consumer<InstanceIdentity> onUncleanExit,
      Consumer<String> onSameName,
      LongSupplier nonces,
      InstantSource clock) {}
}
