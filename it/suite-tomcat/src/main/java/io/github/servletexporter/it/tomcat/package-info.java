/** Tomcat for the suite. */
@NullMarked
package io.github.servletexporter.it.tomcat;

import org.jspecify.annotations.NullMarked;
