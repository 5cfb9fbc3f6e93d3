/**
 * Metrics port: a small HTTP server next to the container's, with a few threads of its own, so that
 * it answers while all threads of the application are blocked.
 */
@NullMarked
package io.github.servletexporter.listener.server;

import org.jspecify.annotations.NullMarked;
