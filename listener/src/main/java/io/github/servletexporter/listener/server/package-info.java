/**
 * The server of our own, beside the container's: few threads, none of them the application's, so
 * that it answers when all of those are blocked.
 */
@NullMarked
package io.github.servletexporter.listener.server;

import org.jspecify.annotations.NullMarked;
