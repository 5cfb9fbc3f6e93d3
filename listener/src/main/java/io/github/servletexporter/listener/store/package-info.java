/**
 * What the JVMs of one application share: each member's metrics, published on a timer, and the sum
 * of the members that have ended. No request ever waits for any of it.
 */
@NullMarked
package io.github.servletexporter.listener.store;

import org.jspecify.annotations.NullMarked;
