package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.merge.MetricsMerge;
import io.github.servletexporter.sharing.merge.Origin;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.model.MergedMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reader of a whole store, which merges everything in it such that the totals of each instance are
 * counted once, whichever instances are folded at the same time.
 *
 * <p>Reads the retained totals, then the entries of the instances that they do not contain, and
 * then checks that the store still has the same retained totals. If it does not, an instance may
 * have been folded in between and been missed, so the reading starts over. Thread-safe.
 */
public final class ConsistentReader {

  /** A fold requires the death of an instance, so no read coincides with this many folds. */
  private static final int MAX_ATTEMPTS = 10;

  private final SnapshotStore store;
  private final EntryReader entries;
  private final InstanceWatch watch;
  private final StoreMetrics metrics;
  private volatile RetainedVersion lastRetained = RetainedVersion.none();

  /** Creates a reader; reads nothing yet. */
  public ConsistentReader(
      SnapshotStore store, EntryReader entries, InstanceWatch watch, StoreMetrics metrics) {
    this.store = store;
    this.entries = entries;
    this.watch = watch;
    this.metrics = metrics;
  }

  /**
   * Reads and merges everything in the store, one instance at a time, on the caller's thread.
   *
   * @throws IOException if the store cannot be read completely: without one of the instances,
   *     totals would fall
   * @throws io.github.servletexporter.sharing.merge.MergeTimeoutException if the deadline expires
   */
  public MergedMetrics read(Deadline deadline) throws IOException {
    SnapshotStore limited = store.until(deadline);
    boolean complete = false;
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        RetainedVersion retained = RetainedVersion.read(limited, metrics::damaged, lastRetained);
        lastRetained = retained;
        MetricsMerge merge = new MetricsMerge(deadline);
        merge.add(Origin.RETAINED, retained.totals().sum());
        List<InstanceReport> instances = addInstances(limited, retained, merge);
        if (retained.isPresentIn(limited)) {
          complete = true;
          return merge.result(InstanceFamilies.of(retained.totals(), instances));
        }
      }
      throw new IOException("instances were folded during each of the attempts to read the store");
    } finally {
      metrics.count(StoreMetrics.READ, complete ? StoreMetrics.OK : StoreMetrics.FAILED);
    }
  }

  private List<InstanceReport> addInstances(
      SnapshotStore limited, RetainedVersion retained, MetricsMerge merge) throws IOException {
    List<InstanceReport> instances = new ArrayList<>();
    List<String> keys = limited.keys();
    if (keys.size() >= SnapshotStore.MAX_INSTANCES) {
      throw new IOException(
          "expected fewer than %d instances in the shared store, but there are as many or more"
              .formatted(SnapshotStore.MAX_INSTANCES));
    }
    entries
        .of(limited)
        .read(
            keys.stream().filter(key -> !retained.hasFolded(key)).toList(),
            (key, entry) -> {
              var snapshots = entry.decodeMetrics();
              InstanceReport report = watch.judge(key, entry.head()).report(entry.head());
              instances.add(report);
              merge.add(
                  new Origin(
                      report.identity().instance(),
                      report.isLive(),
                      report.identity().startMillis()),
                  snapshots);
            });
    return instances;
  }
}
