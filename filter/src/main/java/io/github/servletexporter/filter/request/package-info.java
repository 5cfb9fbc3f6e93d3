/**
 * Path of a request through the filter: from the call of the filter to the request's end, counted
 * exactly once.
 *
 * <p>No threads, no input or output, no files. This package connects {@code guard} (may refuse),
 * {@code meter} (counts), {@code worker} (the threads that serve requests) and {@code body}
 * (sizes), which do not depend on each other.
 */
@NullMarked
package io.github.servletexporter.filter.request;

import org.jspecify.annotations.NullMarked;
