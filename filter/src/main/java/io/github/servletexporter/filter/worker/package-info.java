/**
 * Workers: the threads that are seen to serve requests, a slot each.
 *
 * <p>Knows nothing of servlets.
 */
@NullMarked
package io.github.servletexporter.filter.worker;

import org.jspecify.annotations.NullMarked;
