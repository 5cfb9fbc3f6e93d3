/** Publishing to a shared store, reading it, and folding the totals of dead instances. */
@NullMarked
package io.github.servletexporter.sharing.store;

import org.jspecify.annotations.NullMarked;
