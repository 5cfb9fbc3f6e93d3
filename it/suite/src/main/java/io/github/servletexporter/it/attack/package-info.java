/** Attacks on an application in a JVM of its own, with limits in count and time. */
@NullMarked
package io.github.servletexporter.it.attack;

import org.jspecify.annotations.NullMarked;
