/** Tests of the starter with Spring Boot on each container, as executable jar and as war. */
@NullMarked
package io.github.servletexporter.it.springboot;

import org.jspecify.annotations.NullMarked;
