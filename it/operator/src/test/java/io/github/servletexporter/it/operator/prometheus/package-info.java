/** Tests of scrapes, rules and dashboards with a real Prometheus. */
@NullMarked
package io.github.servletexporter.it.operator.prometheus;

import org.jspecify.annotations.NullMarked;
