/** Decides whether a request is admitted, from its headers alone. */
@NullMarked
package io.github.servletexporter.filter.guard;

import org.jspecify.annotations.NullMarked;
