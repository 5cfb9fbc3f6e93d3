/**
 * What the tests of the container's pools share: an application that holds its workers, clients.
 */
@NullMarked
package io.github.servletexporter.it.pool;

import org.jspecify.annotations.NullMarked;
