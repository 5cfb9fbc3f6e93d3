/**
 * Endpoints: the pages of servlet-exporter, with authentication and limits, independent of the
 * server that receives the request. Servlets and the metrics port pass their requests on to them.
 */
@NullMarked
package io.github.servletexporter.listener.endpoint;

import org.jspecify.annotations.NullMarked;
