/** Reads what a scrape returns. */
@NullMarked
package io.github.servletexporter.it.scrape;

import org.jspecify.annotations.NullMarked;
