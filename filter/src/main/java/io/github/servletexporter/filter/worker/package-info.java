/**
 * Workers: the threads that serve requests, with one slot each.
 *
 * <p>Independent of the servlet API.
 */
@NullMarked
package io.github.servletexporter.filter.worker;

import org.jspecify.annotations.NullMarked;
