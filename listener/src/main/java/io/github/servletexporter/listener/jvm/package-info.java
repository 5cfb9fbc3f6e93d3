/** Metrics of the JVM and its process, which several web applications share. */
@NullMarked
package io.github.servletexporter.listener.jvm;

import org.jspecify.annotations.NullMarked;
