/**
 * The start of a web application: which of its parts failed to boot and why, whether it is ready,
 * and whether we are registered as we have to be.
 */
@NullMarked
package io.github.servletexporter.listener.boot;

import org.jspecify.annotations.NullMarked;
