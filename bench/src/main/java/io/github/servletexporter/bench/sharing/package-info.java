/** What it costs many JVMs to share their metrics, and one to show them all. */
@NullMarked
package io.github.servletexporter.bench.sharing;

import org.jspecify.annotations.NullMarked;
