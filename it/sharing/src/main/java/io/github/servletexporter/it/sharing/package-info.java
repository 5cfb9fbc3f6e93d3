/** JVMs that share a store, clients that count what they sent, and a scraper that trusts nobody. */
@NullMarked
package io.github.servletexporter.it.sharing;

import org.jspecify.annotations.NullMarked;
