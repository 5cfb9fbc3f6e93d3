/**
 * Instances of a shared store in processes of their own, load on them, and a scraper that checks
 * totals.
 */
@NullMarked
package io.github.servletexporter.it.sharing;

import org.jspecify.annotations.NullMarked;
