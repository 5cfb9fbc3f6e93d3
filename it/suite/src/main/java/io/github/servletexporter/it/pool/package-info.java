/** Application that holds its workers, and its clients, for the tests of the containers' pools. */
@NullMarked
package io.github.servletexporter.it.pool;

import org.jspecify.annotations.NullMarked;
