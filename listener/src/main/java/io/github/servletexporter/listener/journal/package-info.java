/**
 * What is kept and written of exceptions that nobody in the application caught: by a thread of its
 * own, behind a bounded queue, never on the request's.
 */
@NullMarked
package io.github.servletexporter.listener.journal;

import org.jspecify.annotations.NullMarked;
