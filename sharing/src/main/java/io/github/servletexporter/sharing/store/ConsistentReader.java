package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads the retired entry, then the members that it does not name, then makes sure that it still is
 * the retired entry. Otherwise a member may have been folded between the two, and been missed: the
 * reading starts anew.
 */
public final class ConsistentReader implements StoreReader {

  /** A fold needs the death of a member: no reading meets so many. */
  private static final int MAX_ATTEMPTS = 10;

  private final SnapshotStore store;
  private final EntryReader entries;
  private final InstanceWatch watch;
  private final StoreMetrics metrics;
  private final Duration limit;
  private final Ticker ticker;
  private volatile RetainedVersion lastRetired = RetainedVersion.unknown();

  public ConsistentReader(
      SnapshotStore store,
      EntryReader entries,
      InstanceWatch watch,
      StoreMetrics metrics,
      Duration limit,
      Ticker ticker) {
    this.store = store;
    this.entries = entries;
    this.watch = watch;
    this.metrics = metrics;
    this.limit = limit;
    this.ticker = ticker;
  }

  @Override
  public <A> StoreReading<A> read(Supplier<A> empty, BiConsumer<A, StorePart> add)
      throws IOException {
    long startNanos = ticker.nanos();
    boolean done = false;
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        RetainedVersion retired = RetainedVersion.read(store, this::damaged, lastRetired);
        lastRetired = retired;
        A sum = empty.get();
        List<InstanceReport> members = add(retired, part -> add.accept(sum, part), startNanos);
        if (retired.isPresentIn(store)) {
          done = true;
          return new StoreReading<>(sum, members, InstanceFamilies.of(retired.entry(), members));
        }
      }
      throw new IOException("members were folded all the time");
    } finally {
      metrics.count(StoreMetrics.READ, done ? StoreMetrics.OK : StoreMetrics.FAILED);
    }
  }

  private List<InstanceReport> add(
      RetainedVersion retired, Consumer<StorePart> add, long startNanos) throws IOException {
    add.accept(new StorePart(null, retired.entry().sum()));
    List<InstanceReport> members = new ArrayList<>();
    List<String> keys = store.keys().stream().filter(key -> !retired.hasFolded(key)).toList();
    entries.read(
        keys,
        (key, head, metrics) -> {
          MetricSnapshots decoded = metrics.decode();
          InstanceReport report = FoldingPass.report(head, watch.judge(key, head));
          members.add(report);
          add.accept(new StorePart(report, decoded));
          checkTime(startNanos);
          return true;
        });
    return members;
  }

  private void checkTime(long startNanos) throws IOException {
    if (ticker.nanos() - startNanos > limit.toNanos()) {
      throw new IOException("the store was not read within " + limit);
    }
  }

  private void damaged(Damage damage) {
    metrics.count(StoreMetrics.READ, damage.label());
  }
}
