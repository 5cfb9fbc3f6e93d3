/** Example of a web application on embedded Jetty with servlet-exporter. */
@NullMarked
package io.github.servletexporter.example;

import org.jspecify.annotations.NullMarked;
