/** Workers: when they are to end, what they have used, and what of it a scrape shows. */
@NullMarked
package io.github.servletexporter.listener.worker;

import org.jspecify.annotations.NullMarked;
