/** Holds what operators load, docs/prometheus and docs/grafana, to the metric catalogue. */
@NullMarked
package io.github.servletexporter.listener.docs;

import org.jspecify.annotations.NullMarked;
