/** Servlet container as the suite needs it; each container family implements it once. */
@NullMarked
package io.github.servletexporter.it.server;

import org.jspecify.annotations.NullMarked;
