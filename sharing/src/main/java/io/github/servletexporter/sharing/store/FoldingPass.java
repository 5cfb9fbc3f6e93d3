package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.EntryHead;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Folds dead members into the retired entry, exactly once: whoever replaces the retired entry has
 * named in it whom it has added, and a reader leaves out whom it names. Members' entries are
 * removed only after that, so every member may do it at any time and may crash anywhere.
 *
 * <p>A member looks after its next neighbours in the order of keys: each is looked at by some, and
 * nobody has to look at all.
 *
 * <p>Used by the store's own thread alone.
 */
public final class FoldingPass {

  /** A group up to this size is looked at whole by each. */
  static final int SMALL_GROUP = 16;

  /** Dead neighbours are folded, and then the next ones are neighbours: any number would do. */
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
   * Looks at the neighbours, folds those that are dead, and returns what it saw.
   *
   * @param retired the retired entry, read just before
   * @param ownKey whose neighbours
   */
  List<InstanceReport> pass(RetainedVersion retired, String ownKey) throws IOException {
    List<String> present = store.keys();
    watch.retain(present);
    List<String> members = present.stream().filter(key -> !retired.hasFolded(key)).toList();
    if (rules.cleanup()) {
      removeFolded(present, retired);
    }
    long now = rules.clock().millis();
    Fold fold = new Fold(retired.entry(), rules.merge());
    List<InstanceReport> reports = new ArrayList<>();
    entries.read(
        neighbours(members, ownKey),
        (key, head, metrics) -> {
          InstanceWatch.Verdict verdict = watch.judge(key, head);
          reports.add(report(head, verdict));
          boolean isNew = retired.get(key) == null;
          if (verdict.foldable() && (rules.cleanup() || isNew) && !key.equals(ownKey)) {
            fold.add(key, head, verdict.certain(), now);
            if (rules.cleanup()) {
              fold.fold(key, metrics.decode());
            }
          }
          return true;
        });
    boolean pruned = fold.prune(Set.copyOf(present), now);
    if (pruned || !fold.isEmpty()) {
      replace(retired, fold);
    }
    return reports;
  }

  static InstanceReport report(EntryHead head, InstanceWatch.Verdict verdict) {
    return new InstanceReport(
        head.identity(),
        head.versions(),
        Instant.ofEpochMilli(head.publication().publishedMillis()),
        verdict.state());
  }

  private void replace(RetainedVersion retired, Fold fold) throws IOException {
    byte[] next = SnapshotCodec.encode(fold.result(rules.nonces().getAsLong()));
    if (!store.replaceRetired(retired.bytes(), next)) {
      metrics.count(StoreMetrics.FOLD, StoreMetrics.CONFLICT);
      return;
    }
    metrics.count(StoreMetrics.FOLD, StoreMetrics.OK);
    fold.unclean().forEach(rules.onUncleanExit());
    store.remove(fold.folded());
  }

  /** Removes what one that crashed has left, or a late write. */
  private void removeFolded(List<String> present, RetainedVersion retired) throws IOException {
    List<String> folded = present.stream().filter(retired::hasFolded).toList();
    if (!folded.isEmpty()) {
      store.remove(folded);
    }
  }

  private static List<String> neighbours(List<String> members, String ownKey) {
    if (members.size() <= SMALL_GROUP) {
      return members;
    }
    List<String> ring = new ArrayList<>(members.stream().sorted().toList());
    long before = ring.stream().filter(key -> key.compareTo(ownKey) <= 0).count();
    ring.addAll(List.copyOf(ring.subList(0, (int) before)));
    return ring.subList((int) before, (int) before + NEIGHBOURS);
  }

  /**
   * How to fold.
   *
   * @param cleanup whether dead members are folded and removed; if not, their entries stay and are
   *     added up, and their exits are counted
   * @param merge adds what a dead member has counted to the sum
   * @param onUncleanExit told once of each member that has ended without saying so
   * @param nonces random numbers
   * @param clock the time of day
   */
  public record FoldingRules(
      boolean cleanup,
      BinaryOperator<MetricSnapshots> merge,
      Consumer<InstanceIdentity> onUncleanExit,
      LongSupplier nonces,
      InstantSource clock) {}
}
