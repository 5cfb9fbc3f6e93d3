/** One mechanism that checks every code block of the documentation. */
@NullMarked
package io.github.servletexporter.it.snippets;

import org.jspecify.annotations.NullMarked;
