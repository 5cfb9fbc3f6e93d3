/**
 * Counts: every metric's name, the series behind it, and their snapshots for a scrape.
 *
 * <p>Knows nothing of servlets.
 */
@NullMarked
package io.github.servletexporter.filter.meter;

import org.jspecify.annotations.NullMarked;
