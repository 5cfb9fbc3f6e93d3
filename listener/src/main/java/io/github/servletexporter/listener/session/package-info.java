/** HTTP sessions of the web application, counted as the container creates and ends them. */
@NullMarked
package io.github.servletexporter.listener.session;

import org.jspecify.annotations.NullMarked;
