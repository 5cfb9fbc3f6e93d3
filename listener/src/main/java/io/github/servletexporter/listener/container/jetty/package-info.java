/**
 * Adapter to Jetty. A standalone Jetty hides its classes from web applications, so this package
 * calls public methods by name and refers to none of Jetty's classes.
 */
@NullMarked
package io.github.servletexporter.listener.container.jetty;

import org.jspecify.annotations.NullMarked;
