/**
 * Journal of the exceptions that the application did not catch, written by a background thread from
 * a bounded queue, never by the thread of a request.
 */
@NullMarked
package io.github.servletexporter.listener.journal;

import org.jspecify.annotations.NullMarked;
