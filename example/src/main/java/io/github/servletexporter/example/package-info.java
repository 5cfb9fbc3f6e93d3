/** A small web application on embedded Jetty, to look at what servlet-exporter shows. */
@NullMarked
package io.github.servletexporter.example;

import org.jspecify.annotations.NullMarked;
