/** Tomcat as the suite needs it. */
@NullMarked
package io.github.servletexporter.it.tomcat;

import org.jspecify.annotations.NullMarked;
