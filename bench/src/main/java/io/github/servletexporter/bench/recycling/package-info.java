/** Embedded servers on a plain and on a recycling pool, and the load that compares them. */
@NullMarked
package io.github.servletexporter.bench.recycling;

import org.jspecify.annotations.NullMarked;
