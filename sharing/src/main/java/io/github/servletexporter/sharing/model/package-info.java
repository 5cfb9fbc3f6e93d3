/** Values that the parts of this module exchange. */
@NullMarked
package io.github.servletexporter.sharing.model;

import org.jspecify.annotations.NullMarked;
