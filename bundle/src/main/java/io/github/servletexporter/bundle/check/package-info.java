/** Command line of the drop-in jar, which tests a configuration. */
@NullMarked
package io.github.servletexporter.bundle.check;

import org.jspecify.annotations.NullMarked;
