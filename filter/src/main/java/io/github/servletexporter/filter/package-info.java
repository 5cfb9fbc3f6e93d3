/**
 * API of the filter: the servlet filter itself, and what an application may tell it about its
 * routes and exceptions.
 */
@NullMarked
package io.github.servletexporter.filter;

import org.jspecify.annotations.NullMarked;
