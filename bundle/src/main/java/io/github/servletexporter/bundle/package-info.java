/** What only the drop-in jar needs: the notice for containers that cannot run it. */
@NullMarked
package io.github.servletexporter.bundle;

import org.jspecify.annotations.NullMarked;
