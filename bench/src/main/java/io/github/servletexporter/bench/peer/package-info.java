/** The filters under test, each set up as its own documentation says. */
@NullMarked
package io.github.servletexporter.bench.peer;

import org.jspecify.annotations.NullMarked;
