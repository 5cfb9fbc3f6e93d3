/**
 * API for hooks: classes of users that are notified of events in the life of a web application and
 * its workers.
 */
@NullMarked
package io.github.servletexporter.listener.hook;

import org.jspecify.annotations.NullMarked;
