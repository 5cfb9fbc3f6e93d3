/**
 * The watch over the start of a web application: its failures, the application's readiness, and a
 * check of how servlet-exporter is registered.
 */
@NullMarked
package io.github.servletexporter.listener.boot.watch;

import org.jspecify.annotations.NullMarked;
