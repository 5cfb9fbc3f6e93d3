/**
 * Looks after a web application while it runs: finds requests that take too long, and runs what is
 * to be done every now and then.
 */
@NullMarked
package io.github.servletexporter.listener.watchdog;

import org.jspecify.annotations.NullMarked;
