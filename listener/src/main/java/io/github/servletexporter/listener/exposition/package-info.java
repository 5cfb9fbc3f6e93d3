/** Turns a registry into the answer to a scrape. */
@NullMarked
package io.github.servletexporter.listener.exposition;

import org.jspecify.annotations.NullMarked;
