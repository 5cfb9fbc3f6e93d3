package io.github.servletexporter.listener.store;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * One addend of the aggregate: what one member has counted, or all those that were folded.
 *
 * @param live whether it is a member that runs, whose gauges mean something; counters and
 *     histograms count in any case
 * @param metrics what was counted
 */
public record StorePart(boolean live, MetricSnapshots metrics) {}
