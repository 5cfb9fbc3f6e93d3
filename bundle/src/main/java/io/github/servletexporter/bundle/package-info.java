/** Notices of the drop-in jar for containers that cannot run it or do not start it. */
@NullMarked
package io.github.servletexporter.bundle;

import org.jspecify.annotations.NullMarked;
