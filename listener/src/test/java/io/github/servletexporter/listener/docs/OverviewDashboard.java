package io.github.servletexporter.listener.docs;

import static io.github.servletexporter.listener.docs.Panel.graph;
import static io.github.servletexporter.listener.docs.Panel.stat;
import static io.github.servletexporter.listener.docs.Selector.sum;
import static io.github.servletexporter.listener.docs.Selector.top;
import static io.github.servletexporter.listener.docs.Threshold.critical;
import static io.github.servletexporter.listener.docs.Threshold.warning;

import io.github.servletexporter.filter.meter.MetricCatalog;
import java.util.List;

/** Definition of the dashboard on what users notice: traffic, errors, latency. */
final class OverviewDashboard {

  private static final String METHOD = "http_request_method";
  private static final String ROUTE = "http_route";
  private static final String STATUS = "http_response_status_code";
  private static final String NOT_REFUSED = "error_type!=\"refused\"";
  private static final String FAILED = STATUS + "=~\"5..\"," + NOT_REFUSED;
  private static final int TOP = 10;

  private final Selector selected = Selector.byInstance();

  private OverviewDashboard() {}

  static Dashboard create() {
    OverviewDashboard overview = new OverviewDashboard();
    return new Dashboard(
        "overview",
        "servlet-exporter / Overview",
        "Traffic, errors and latency of web applications, by route.",
        Selector.instanceVariables(MetricCatalog.ACTIVE_REQUESTS),
        List.of(
            overview.now(),
            overview.requests(),
            overview.routes(),
            overview.errors(),
            overview.queue(),
            overview.bodies()));
  }

  private Row now() {
    return Row.of(
        "Now",
        stat("Requests", "Requests that ended, per second.", "reqps").query(requestRate(), ""),
        stat("Errors", "Share of requests that ended with 5xx.", "percentunit")
            .query(errorRatio(), "")
            .thresholds(warning(0.001), critical(0.0144)),
        stat("Latency, 99th percentile", "10 s means 10 s or longer.", "s")
            .query(selected.quantile(0.99, MetricCatalog.REQUEST_DURATION), "")
            .thresholds(warning(0.5), critical(1)),
        stat("In flight", "Requests in flight, including a scrape in the application.", "short")
            .query(sum(selected.of(MetricCatalog.ACTIVE_REQUESTS)), ""),
        stat("Stuck", "Requests that have exceeded worker-timeout.", "short")
            .query(sum(selected.of(MetricCatalog.STUCK_WORKERS)), "")
            .thresholds(critical(1)),
        stat("Refused", "Requests with ambiguous framing in the selected time.", "short")
            .query(sum(selected.increase(MetricCatalog.FRAMING_VIOLATIONS)), "")
            .thresholds(warning(1)));
  }

  private Row requests() {
    return Row.of(
        "Requests",
        graph("Requests by status", "Requests that ended, per second.", "reqps")
            .query(sum(selected.countRate(MetricCatalog.REQUEST_DURATION), STATUS), label(STATUS))
            .stack(),
        graph("Errors", "Share of requests that ended with 5xx.", "percentunit")
            .query(errorRatio(), "5xx")
            .thresholds(critical(0.0144)),
        graph("Latency", "Quantiles of all requests. 10 s means 10 s or longer.", "s")
            .query(selected.quantile(0.5, MetricCatalog.REQUEST_DURATION), "50 %")
            .query(selected.quantile(0.9, MetricCatalog.REQUEST_DURATION), "90 %")
            .query(selected.quantile(0.99, MetricCatalog.REQUEST_DURATION), "99 %"),
        graph("Durations", "Distribution of request durations.", "s")
            .as(Panel.Kind.HEATMAP)
            .query(selected.bucketRate(MetricCatalog.REQUEST_DURATION), label("le")),
        graph("In flight", "Requests in flight, including asynchronous ones.", "short")
            .query(sum(selected.of(MetricCatalog.ACTIVE_REQUESTS), METHOD) + " > 0", label(METHOD))
            .stack(),
        graph("Requests by method", "Requests that ended, per second.", "reqps")
            .query(sum(selected.countRate(MetricCatalog.REQUEST_DURATION), METHOD), label(METHOD))
            .stack());
  }

  private Row routes() {
    return Row.of(
        "Routes",
        graph("Routes now", "Empty route: nothing matched. _other: beyond max-series.", "short")
            .as(Panel.Kind.TABLE)
            .wide(24)
            .query(sum(selected.countRate(MetricCatalog.REQUEST_DURATION), ROUTE), "requests/s")
            .query(
                sum(selected.countRate(MetricCatalog.REQUEST_DURATION, FAILED), ROUTE), "errors/s")
            .query(selected.quantile(0.5, MetricCatalog.REQUEST_DURATION, ROUTE), "50 % [s]")
            .query(selected.quantile(0.99, MetricCatalog.REQUEST_DURATION, ROUTE), "99 % [s]"),
        graph("Busiest routes", "The ten routes with the most requests.", "reqps")
            .query(
                top(TOP, sum(selected.countRate(MetricCatalog.REQUEST_DURATION), ROUTE)),
                label(ROUTE)),
        graph("Slowest routes", "The ten routes with the highest 99th percentile.", "s")
            .query(
                top(TOP, selected.quantile(0.99, MetricCatalog.REQUEST_DURATION, ROUTE)),
                label(ROUTE)));
  }

  private Row errors() {
    return Row.of(
        "Errors",
        graph("Exceptions", "By class, including handled exceptions.", "ops")
            .query(
                top(TOP, sum(selected.rate(MetricCatalog.EXCEPTIONS), "exception_type", "handled")),
                "{{exception_type}} handled={{handled}}"),
        graph("Failed requests by route", "Requests that ended with 5xx, per second.", "reqps")
            .query(
                top(TOP, sum(selected.countRate(MetricCatalog.REQUEST_DURATION, FAILED), ROUTE)),
                label(ROUTE)),
        graph("Client aborts", "Requests whose client closed the connection.", "reqps")
            .query(
                sum(selected.rate(MetricCatalog.CLIENT_ABORTS), ROUTE, "phase"),
                "{{http_route}} {{phase}}"),
        graph("Asynchronous timeouts", "Asynchronous requests that timed out.", "reqps")
            .query(sum(selected.rate(MetricCatalog.ASYNC_TIMEOUTS), ROUTE), label(ROUTE)),
        graph("Ambiguous framing", "Attempts to smuggle requests, or a faulty proxy.", "reqps")
            .wide(24)
            .query(
                sum(selected.rate(MetricCatalog.FRAMING_VIOLATIONS), "violation", "action")
                    + " > 0",
                "{{violation}} {{action}}"));
  }

  private Row queue() {
    return Row.of(
        "Queue",
        graph("Queue time", "Time since the proxy's X-Request-Start. Needs trusted-proxies.", "s")
            .query(selected.quantile(0.5, MetricCatalog.QUEUE_DURATION), "50 %")
            .query(selected.quantile(0.95, MetricCatalog.QUEUE_DURATION), "95 %")
            .thresholds(warning(0.5)),
        graph("Stale requests", "Requests that waited longer than queue-deadline.", "reqps")
            .query(sum(selected.rate(MetricCatalog.STALE_REQUESTS), "action"), label("action")));
  }

  private Row bodies() {
    return Row.of(
        "Bodies",
        graph("Request bodies", "Mean size of those whose size is known.", "bytes")
            .query(
                top(
                    TOP,
                    sum(selected.sumRate(MetricCatalog.REQUEST_BODY_SIZE), ROUTE)
                        + " / "
                        + sum(selected.countRate(MetricCatalog.REQUEST_BODY_SIZE), ROUTE)),
                label(ROUTE)),
        graph("Response bodies", "Bytes per second of those whose size is known.", "Bps")
            .query(
                top(TOP, sum(selected.sumRate(MetricCatalog.RESPONSE_BODY_SIZE), ROUTE)),
                label(ROUTE)));
  }

  private String requestRate() {
    return sum(selected.countRate(MetricCatalog.REQUEST_DURATION));
  }

  /** 0 without errors, absent without requests. */
  private String errorRatio() {
    String all = sum(selected.countRate(MetricCatalog.REQUEST_DURATION, NOT_REFUSED));
    return "(%s or 0 * %s) / (%s > 0)"
        .formatted(sum(selected.countRate(MetricCatalog.REQUEST_DURATION, FAILED)), all, all);
  }

  private static String label(String name) {
    return "{{" + name + "}}";
  }
}
