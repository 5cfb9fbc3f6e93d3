/** A real Prometheus, and what it makes of our scrapes, rules and dashboards. */
@NullMarked
package io.github.servletexporter.it.operator.prometheus;

import org.jspecify.annotations.NullMarked;
