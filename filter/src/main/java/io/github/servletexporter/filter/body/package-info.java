/** Counts the bytes of request and response bodies, by their headers or as they pass. */
@NullMarked
package io.github.servletexporter.filter.body;

import org.jspecify.annotations.NullMarked;
