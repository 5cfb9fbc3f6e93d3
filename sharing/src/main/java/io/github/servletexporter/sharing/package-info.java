/**
 * Sharing of metrics between the JVMs of one application: a store that every instance publishes to,
 * and the merged view of all instances.
 */
@NullMarked
package io.github.servletexporter.sharing;

import org.jspecify.annotations.NullMarked;
