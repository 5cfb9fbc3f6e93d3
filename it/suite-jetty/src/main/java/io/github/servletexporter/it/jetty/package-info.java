/** Jetty for the suite; only the servlet environment differs between ee10 and ee11. */
@NullMarked
package io.github.servletexporter.it.jetty;

import org.jspecify.annotations.NullMarked;
