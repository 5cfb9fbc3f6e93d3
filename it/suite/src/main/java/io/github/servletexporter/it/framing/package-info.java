/** Requests whose end is clear, unclear or hidden, byte by byte. */
@NullMarked
package io.github.servletexporter.it.framing;

import org.jspecify.annotations.NullMarked;
