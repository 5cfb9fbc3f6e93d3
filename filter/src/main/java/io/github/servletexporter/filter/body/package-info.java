/** Sizes of request and response bodies, from their header fields or counted as they pass. */
@NullMarked
package io.github.servletexporter.filter.body;

import org.jspecify.annotations.NullMarked;
