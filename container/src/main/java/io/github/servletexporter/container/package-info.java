/**
 * Workers that end between two requests and are replaced: when each is due, who they are, and what
 * a web application may know of them.
 *
 * <p>For the server's own class path. Plain JDK; {@code jetty} and {@code tomcat} below it know one
 * container each.
 */
@NullMarked
package io.github.servletexporter.container;

import org.jspecify.annotations.NullMarked;
