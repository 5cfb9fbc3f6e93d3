/**
 * Lifecycle of servlet-exporter in a web application: registration, start, scrapes and stop.
 *
 * <p>{@link io.github.servletexporter.listener.MetricsRuntime} is the composition root. The
 * packages below this one form floors: a package imports from lower floors only, and packages of
 * one floor do not import each other.
 */
@NullMarked
package io.github.servletexporter.listener;

import org.jspecify.annotations.NullMarked;
