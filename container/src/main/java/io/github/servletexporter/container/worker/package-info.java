/**
 * Recycling of workers, which end between two requests and are replaced: limits, bookkeeping and
 * the registration of the pool's MBean. Uses the JDK only.
 */
@NullMarked
package io.github.servletexporter.container.worker;

import org.jspecify.annotations.NullMarked;
