/**
 * Supervision of workers: their limits, their use of resources, stuck requests, the drain before a
 * stop, and the metrics of all these.
 */
@NullMarked
package io.github.servletexporter.listener.worker;

import org.jspecify.annotations.NullMarked;
