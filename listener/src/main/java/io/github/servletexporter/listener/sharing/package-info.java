/** Shared store of a web application, as its configuration describes it. */
@NullMarked
package io.github.servletexporter.listener.sharing;

import org.jspecify.annotations.NullMarked;
