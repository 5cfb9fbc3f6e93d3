/**
 * Counts of all responses of a server, as its access log has them. Uses the JDK only; the types of
 * the container are type parameters.
 */
@NullMarked
package io.github.servletexporter.container.response;

import org.jspecify.annotations.NullMarked;
