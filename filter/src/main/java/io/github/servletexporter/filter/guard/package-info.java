/** Rules that decide from the header fields alone whether a request is admitted. */
@NullMarked
package io.github.servletexporter.filter.guard;

import org.jspecify.annotations.NullMarked;
