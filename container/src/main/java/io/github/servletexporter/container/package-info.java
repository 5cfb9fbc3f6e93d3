/**
 * Interface of a recycling pool for web applications. The pools of the supported containers are in
 * the packages below.
 */
@NullMarked
package io.github.servletexporter.container;

import org.jspecify.annotations.NullMarked;
