/** Store in a Redis: a single server, one found through Sentinels, or a cluster. */
@NullMarked
package io.github.servletexporter.sharing.redis;

import org.jspecify.annotations.NullMarked;
