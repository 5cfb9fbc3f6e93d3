/** Executor for Tomcat that recycles its workers. */
@NullMarked
package io.github.servletexporter.container.tomcat;

import org.jspecify.annotations.NullMarked;
