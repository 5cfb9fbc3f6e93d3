/** Reader of expositions. */
@NullMarked
package io.github.servletexporter.it.scrape;

import org.jspecify.annotations.NullMarked;
