/** Configuration: its keys, the values of one web application, and the sources they come from. */
@NullMarked
package io.github.servletexporter.listener.config;

import org.jspecify.annotations.NullMarked;
