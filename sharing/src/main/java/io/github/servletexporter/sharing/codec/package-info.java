/** Wire format of the entries in a shared store. */
@NullMarked
package io.github.servletexporter.sharing.codec;

import org.jspecify.annotations.NullMarked;
