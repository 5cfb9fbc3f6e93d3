/** Benchmarks of the request path and the report that compares them with peers. */
@NullMarked
package io.github.servletexporter.bench;

import org.jspecify.annotations.NullMarked;
