/** Notice of the drop-in jar for containers that cannot run it. */
@NullMarked
package io.github.servletexporter.bundle;

import org.jspecify.annotations.NullMarked;
