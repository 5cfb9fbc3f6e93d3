/**
 * A web application that succeeds and fails in every way that a servlet can. It needs nothing but
 * the Servlet API, so the same classes run embedded and inside a war.
 */
@NullMarked
package io.github.servletexporter.it.app;

import org.jspecify.annotations.NullMarked;
