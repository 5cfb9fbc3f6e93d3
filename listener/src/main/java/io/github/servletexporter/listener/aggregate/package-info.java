/**
 * The merge of many JVMs' metrics into one view: totals over live and dead members, gauges of live
 * ones. Knows no store, no container and no clock; docs/aggregation.md gives the rules.
 */
@NullMarked
package io.github.servletexporter.listener.aggregate;

import org.jspecify.annotations.NullMarked;
