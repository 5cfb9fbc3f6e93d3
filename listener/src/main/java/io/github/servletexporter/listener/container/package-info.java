/**
 * The container that runs the web application: its pools and connectors, the application's start
 * and stop, and the recycling of workers. The nested packages each hold what is known about one
 * container.
 */
@NullMarked
package io.github.servletexporter.listener.container;

import org.jspecify.annotations.NullMarked;
