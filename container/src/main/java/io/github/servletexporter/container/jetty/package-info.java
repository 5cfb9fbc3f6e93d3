/** Thread pool for Jetty that recycles its workers. */
@NullMarked
package io.github.servletexporter.container.jetty;

import org.jspecify.annotations.NullMarked;
