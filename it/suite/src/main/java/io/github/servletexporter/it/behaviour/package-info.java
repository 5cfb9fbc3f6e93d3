/**
 * What every servlet container has to do with the exporter in it: abstract JUnit classes that a
 * container's test module runs by naming its container.
 */
@NullMarked
package io.github.servletexporter.it.behaviour;

import org.jspecify.annotations.NullMarked;
