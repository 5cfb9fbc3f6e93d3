/** Tests of the documentation, and the definitions of the dashboards in docs/grafana. */
@NullMarked
package io.github.servletexporter.listener.docs;

import org.jspecify.annotations.NullMarked;
