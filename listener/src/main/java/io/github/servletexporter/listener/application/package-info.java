/**
 * Metrics that the application registers itself, with its own version of client_java: finding its
 * registries, copying their families within limits, and leaving out what cannot be shown.
 */
@NullMarked
package io.github.servletexporter.listener.application;

import org.jspecify.annotations.NullMarked;
