/** Spring Boot application with a handler for each situation of the tests. */
@NullMarked
package io.github.servletexporter.it.springboot.app;

import org.jspecify.annotations.NullMarked;
