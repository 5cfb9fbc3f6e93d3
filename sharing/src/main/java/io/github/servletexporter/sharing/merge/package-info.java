/**
 * Merge of the metrics of many instances into one view: totals over live and dead instances, gauges
 * of live ones.
 */
@NullMarked
package io.github.servletexporter.sharing.merge;

import org.jspecify.annotations.NullMarked;
