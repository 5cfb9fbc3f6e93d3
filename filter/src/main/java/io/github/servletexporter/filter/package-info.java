/**
 * API of the filter: the servlet filter itself, and the types with which an application reports its
 * routes and exceptions.
 */
@NullMarked
package io.github.servletexporter.filter;

import org.jspecify.annotations.NullMarked;
