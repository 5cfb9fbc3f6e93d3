/** Standalone servers that start with and without the drop-in jar in their applications. */
@NullMarked
package io.github.servletexporter.bench.start;

import org.jspecify.annotations.NullMarked;
