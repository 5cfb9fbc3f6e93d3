/** The status page, the JSON behind it, and the last hour that it plots. */
@NullMarked
package io.github.servletexporter.listener.status;

import org.jspecify.annotations.NullMarked;
