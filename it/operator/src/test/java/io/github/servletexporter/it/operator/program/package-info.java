/** Programs of the operating system, started and stopped by tests. */
@NullMarked
package io.github.servletexporter.it.operator.program;

import org.jspecify.annotations.NullMarked;
