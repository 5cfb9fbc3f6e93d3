/** Values of the settings that the filter itself obeys. */
@NullMarked
package io.github.servletexporter.filter.setting;

import org.jspecify.annotations.NullMarked;
