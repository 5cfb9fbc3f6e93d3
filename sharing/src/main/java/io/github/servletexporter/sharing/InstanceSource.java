package io.github.servletexporter.sharing;

import io.github.servletexporter.sharing.merge.MetricsMerge;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Reads all members, live and dead, and what is left of former ones, one at a time: only one
 * member's metrics are in memory. Called by one thread at a time.
 *
 * <p>All JVMs have to read the same thing: a source that gives its own JVM's metrics of this
 * moment, and the others' of their last publication, makes totals fall for whoever scrapes the JVMs
 * in turn.
 */
@FunctionalInterface
public interface InstanceSource {

  /**
   * Reads.
   *
   * @param begin makes a merge of nothing, which then takes every member; again when the reading
   *     has to start anew
   * @return what was read
   * @throws IOException if not all members could be read: without one of them totals would fall
   */
  Reading read(Supplier<MetricsMerge> begin) throws IOException;

  /**
   * What a source has read.
   *
   * @param merge took all members
   * @param added families of the source's own, such as the number of members; they replace members'
   *     families of these names
   */
  record Reading(MetricsMerge merge, MetricSnapshots added) {}
}
