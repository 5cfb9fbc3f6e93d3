/**
 * Route of a request: a label from a bounded set, found in the configured rules, what a framework
 * has set, or the servlet mapping.
 *
 * <p>Thread-safe. Allocates nothing for a route that was seen before.
 */
@NullMarked
package io.github.servletexporter.filter.route;

import org.jspecify.annotations.NullMarked;
