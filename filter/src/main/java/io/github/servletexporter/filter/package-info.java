/**
 * The request path: a filter call in and out, one request counted exactly once.
 *
 * <p>No threads, no input or output, no files. This package wires its three siblings, which do not
 * know each other: {@code guard} (may refuse), {@code meter} (counts) and {@code worker} (who is
 * busy).
 */
@NullMarked
package io.github.servletexporter.filter;

import org.jspecify.annotations.NullMarked;
