/**
 * Metrics: their definitions, their series and the snapshots for a scrape.
 *
 * <p>Independent of the servlet API.
 */
@NullMarked
package io.github.servletexporter.filter.meter;

import org.jspecify.annotations.NullMarked;
