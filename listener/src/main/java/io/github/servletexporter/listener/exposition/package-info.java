/**
 * Contents of a scrape: collectors that tolerate failures, histograms of client_java, and the
 * aliases under which other exporters show the same values. Package {@code endpoint} answers the
 * requests.
 *
 * <p>Kept apart from it because contents depend on neither requests nor credentials, and the merged
 * view uses the aliases too.
 */
@NullMarked
package io.github.servletexporter.listener.exposition;

import org.jspecify.annotations.NullMarked;
