/** Auto-configuration of servlet-exporter in Spring Boot 3.5 and 4. */
@NullMarked
package io.github.servletexporter.springboot;

import org.jspecify.annotations.NullMarked;
