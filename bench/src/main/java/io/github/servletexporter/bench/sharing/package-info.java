/** Cost of sharing the metrics of many JVMs, and of serving the merged view. */
@NullMarked
package io.github.servletexporter.bench.sharing;

import org.jspecify.annotations.NullMarked;
