package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.model.InstanceReport;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/**
 * What a store had when it was read.
 *
 * @param sum what was added up
 * @param members every member whose entry was read
 * @param instances the families that exist in the aggregate only: {@code servlet_instances}, {@code
 *     servlet_instance_exits_total}, {@code servlet_instance_info}
 */
public record StoreReading<A>(A sum, List<InstanceReport> members, MetricSnapshots instances) {

  /** Copies the list. */
  public StoreReading {
    members = List.copyOf(members);
  }
}
