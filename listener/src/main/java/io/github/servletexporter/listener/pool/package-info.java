/**
 * The container's thread pools and connectors: what they say of themselves, when they stop, and
 * which of them end a worker on demand.
 */
@NullMarked
package io.github.servletexporter.listener.pool;

import org.jspecify.annotations.NullMarked;
