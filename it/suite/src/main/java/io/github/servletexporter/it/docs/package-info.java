/** Code blocks of the documentation, for the tests that check them. */
@NullMarked
package io.github.servletexporter.it.docs;

import org.jspecify.annotations.NullMarked;
