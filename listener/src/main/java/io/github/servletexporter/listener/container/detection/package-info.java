/** Detection of the container that runs the web application. */
@NullMarked
package io.github.servletexporter.listener.container.detection;

import org.jspecify.annotations.NullMarked;
