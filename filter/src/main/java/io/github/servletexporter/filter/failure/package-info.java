/**
 * Classification of exceptions that left the chain: origin, error type, and the status that the
 * container sends for them.
 *
 * <p>What is known about the exceptions of containers and frameworks is here, by class name. No
 * state, no threads.
 */
@NullMarked
package io.github.servletexporter.filter.failure;

import org.jspecify.annotations.NullMarked;
