/** Values of configuration keys that determine how the filter treats requests. */
@NullMarked
package io.github.servletexporter.filter.setting;

import org.jspecify.annotations.NullMarked;
