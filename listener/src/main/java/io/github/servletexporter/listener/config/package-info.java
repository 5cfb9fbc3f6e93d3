/**
 * Reads the configuration from all its sources, validates it, and tells where each value is from.
 */
@NullMarked
package io.github.servletexporter.listener.config;

import org.jspecify.annotations.NullMarked;
