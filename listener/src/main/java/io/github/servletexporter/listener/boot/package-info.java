/** Failures of components of a web application to start, as the application sees them. */
@NullMarked
package io.github.servletexporter.listener.boot;

import org.jspecify.annotations.NullMarked;
