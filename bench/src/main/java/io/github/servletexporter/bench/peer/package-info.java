/** Filters under test, each configured according to its own documentation. */
@NullMarked
package io.github.servletexporter.bench.peer;

import org.jspecify.annotations.NullMarked;
