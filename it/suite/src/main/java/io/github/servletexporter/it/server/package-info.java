/** What the suite needs of a servlet container; each container family implements it once. */
@NullMarked
package io.github.servletexporter.it.server;

import org.jspecify.annotations.NullMarked;
