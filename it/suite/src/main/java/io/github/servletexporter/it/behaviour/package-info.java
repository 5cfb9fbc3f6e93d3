/**
 * Behaviour of every servlet container with the exporter: abstract JUnit classes that a container's
 * test module runs by naming its container.
 */
@NullMarked
package io.github.servletexporter.it.behaviour;

import org.jspecify.annotations.NullMarked;
