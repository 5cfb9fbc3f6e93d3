/** The status page, its JSON documents, and the history of the last hour. */
@NullMarked
package io.github.servletexporter.listener.status;

import org.jspecify.annotations.NullMarked;
