/**
 * Adapter to Tomcat. This package alone refers to Tomcat's classes, and is loaded only in Tomcat.
 */
@NullMarked
package io.github.servletexporter.listener.container.tomcat;

import org.jspecify.annotations.NullMarked;
