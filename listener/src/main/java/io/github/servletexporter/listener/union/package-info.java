/**
 * Metrics port that several web applications of a server share: what each of them contributes, and
 * the union that the application with the port shows.
 */
@NullMarked
package io.github.servletexporter.listener.union;

import org.jspecify.annotations.NullMarked;
