/**
 * The life of servlet-exporter in a web application: registration, start, scrape, end.
 *
 * <p>{@link io.github.servletexporter.listener.MetricsRuntime} is the composition root; the
 * packages below this one do not know each other.
 */
@NullMarked
package io.github.servletexporter.listener;

import org.jspecify.annotations.NullMarked;
