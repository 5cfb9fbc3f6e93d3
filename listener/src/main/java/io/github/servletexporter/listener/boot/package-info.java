/**
 * The start of a web application: the components that failed to boot, the application's readiness,
 * and a check of how servlet-exporter is registered.
 */
@NullMarked
package io.github.servletexporter.listener.boot;

import org.jspecify.annotations.NullMarked;
