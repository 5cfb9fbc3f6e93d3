package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.meter.InternalErrors;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.route.RouteResolver;

/**
 * Parts that measure the requests of a web application, shared by requests that end on their worker
 * and asynchronous ones. There is one instance for each application.
 *
 * @param meter the metrics of requests
 * @param active the requests in flight
 * @param routes the resolver of routes
 * @param settlement the routes of requests with several dispatches
 * @param traces the traces of requests
 * @param recorder the recorder of ended requests
 * @param exceptions the recorder of exceptions
 * @param errors the failures inside these parts
 */
record Instruments(
    RequestMeter meter,
    ActiveRequests active,
    RouteResolver routes,
    RouteSettlement settlement,
    RequestTraces traces,
    RequestRecorder recorder,
    ExceptionRecorder exceptions,
    InternalErrors errors) {}
