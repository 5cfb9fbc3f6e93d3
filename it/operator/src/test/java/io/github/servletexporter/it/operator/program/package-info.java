/** Programs of the operating system that tests start and stop. */
@NullMarked
package io.github.servletexporter.it.operator.program;

import org.jspecify.annotations.NullMarked;
