/** Real proxies with the configurations of docs/proxies, in front of an embedded application. */
@NullMarked
package io.github.servletexporter.it.operator.proxy;

import org.jspecify.annotations.NullMarked;
