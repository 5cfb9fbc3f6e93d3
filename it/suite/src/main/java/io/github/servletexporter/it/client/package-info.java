/** Clients that see every byte on the wire. */
@NullMarked
package io.github.servletexporter.it.client;

import org.jspecify.annotations.NullMarked;
