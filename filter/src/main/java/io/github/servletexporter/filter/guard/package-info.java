/**
 * Guards that decide from the header fields alone whether a request is admitted, and the response
 * to one that is not.
 *
 * <p>A new guard implements {@code RequestGuard} and takes its place in the list of {@code
 * Admission}.
 */
@NullMarked
package io.github.servletexporter.filter.guard;

import org.jspecify.annotations.NullMarked;
