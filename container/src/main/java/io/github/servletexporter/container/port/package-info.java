/**
 * Metrics ports that several applications share, and bounded calls into them. Uses the JDK only.
 */
@NullMarked
package io.github.servletexporter.container.port;

import org.jspecify.annotations.NullMarked;
