/**
 * Path of a request through the filter: from the call of the filter to the request's end, counted
 * exactly once.
 *
 * <p>No threads, no input or output, no files. This package connects {@code guard} (may refuse),
 * {@code route} (names what is called), {@code failure} (classifies exceptions), {@code meter}
 * (counts), {@code worker} (the threads that serve requests) and {@code body} (sizes).
 */
@NullMarked
package io.github.servletexporter.filter.request;

import org.jspecify.annotations.NullMarked;
