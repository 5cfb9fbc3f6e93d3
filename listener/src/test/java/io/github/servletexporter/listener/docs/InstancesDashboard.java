package io.github.servletexporter.listener.docs;

import static io.github.servletexporter.listener.docs.Panel.graph;
import static io.github.servletexporter.listener.docs.Panel.stat;
import static io.github.servletexporter.listener.docs.Selector.max;
import static io.github.servletexporter.listener.docs.Selector.sum;
import static io.github.servletexporter.listener.docs.Threshold.critical;
import static io.github.servletexporter.listener.docs.Threshold.warning;

import io.github.servletexporter.filter.meter.MetricCatalog;
import java.util.List;

/** Definition of the dashboard on JVMs: scrape targets, and instances of the shared store. */
final class InstancesDashboard {

  private static final String INSTANCE = "instance";
  private static final String BY_INSTANCE = "{{instance}}";
  private static final String HEAP = "area=\"heap\"";
  private static final String NOT_REFUSED = "error_type!=\"refused\"";
  private static final String FAILED = "http_response_status_code=~\"5..\"," + NOT_REFUSED;

  private final Selector selected = Selector.byInstance();

  private InstancesDashboard() {}

  static Dashboard create() {
    InstancesDashboard instances = new InstancesDashboard();
    return new Dashboard(
        "instances",
        "servlet-exporter / Instances",
        "All JVMs side by side, the shared store, and servlet-exporter itself.",
        Selector.instanceVariables(MetricCatalog.ACTIVE_REQUESTS),
        List.of(
            instances.now(),
            instances.requests(),
            instances.jvm(),
            instances.store(),
            instances.itself()));
  }

  private Row now() {
    return Row.of(
        "Now",
        stat("Targets up", "Targets that Prometheus can scrape.", "short")
            .query(sum(selected.of("up")), ""),
        stat("Targets down", "Targets that Prometheus cannot scrape.", "short")
            .query("sum(1 - " + selected.of("up") + ")", "")
            .thresholds(critical(1)),
        stat("Restarts", "Restarts of JVMs in the selected time.", "short")
            .query("sum(changes(" + selected.of("process_start_time_seconds") + "[$__range]))", "")
            .thresholds(warning(1)),
        stat("Boot failures", "Parts of applications that failed to start.", "short")
            .query(sum(selected.of(MetricCatalog.BOOT_FAILURES)), "")
            .thresholds(critical(1)),
        stat("Killed", "Instances killed or crashed in the selected time.", "short")
            .query(max(selected.increase(MetricCatalog.INSTANCE_EXITS, "reason=\"unclean\"")), "")
            .thresholds(critical(1)),
        stat("Metrics ports", "1: all are bound. 0: at least one is not.", "short")
            .query("min(" + selected.of(MetricCatalog.METRICS_SERVER_UP) + ")", ""),
        graph("Instances now", "Versions of each instance.", "short")
            .as(Panel.Kind.TABLE)
            .wide(24)
            .query(selected.of(MetricCatalog.INSTANCE_INFO), "info"),
        graph("Targets", "Uptime of each JVM.", "s")
            .as(Panel.Kind.BARS)
            .query("time() - " + selected.of("process_start_time_seconds"), BY_INSTANCE),
        graph("Up", "1: the last scrape succeeded.", "short")
            .query(selected.of("up"), BY_INSTANCE));
  }

  private Row requests() {
    return Row.of(
        "Requests",
        graph("Requests", "Requests that ended, per second.", "reqps")
            .query(sum(selected.countRate(MetricCatalog.REQUEST_DURATION), INSTANCE), BY_INSTANCE),
        graph("Errors", "Share of requests that ended with 5xx.", "percentunit")
            .query(
                sum(selected.countRate(MetricCatalog.REQUEST_DURATION, FAILED), INSTANCE)
                    + " / "
                    + sum(
                        selected.countRate(MetricCatalog.REQUEST_DURATION, NOT_REFUSED), INSTANCE),
                BY_INSTANCE),
        graph("Latency, 99th percentile", "10 s means 10 s or longer.", "s")
            .query(selected.quantile(0.99, MetricCatalog.REQUEST_DURATION, INSTANCE), BY_INSTANCE),
        graph("Exceptions", "Exceptions of the application, per second.", "ops")
            .query(sum(selected.rate(MetricCatalog.EXCEPTIONS), INSTANCE), BY_INSTANCE));
  }

  private Row jvm() {
    return Row.of(
        "JVM (if several web applications share a JVM, one of them exposes these metrics)",
        graph("Heap", "Share of the maximum size that is used.", "percentunit")
            .query(
                selected.of("jvm_memory_used_bytes", HEAP)
                    + " / "
                    + selected.of("jvm_memory_max_bytes", HEAP),
                BY_INSTANCE)
            .thresholds(critical(0.9)),
        graph("Memory of the process", "Resident memory.", "bytes")
            .query(selected.of("process_resident_memory_bytes"), BY_INSTANCE),
        graph("Processor", "Number of processors used.", "short")
            .query(selected.rate("process_cpu_seconds_total"), BY_INSTANCE),
        graph("Garbage collection", "Share of the time spent in garbage collection.", "percentunit")
            .query(sum(selected.rate("jvm_gc_collection_seconds_sum"), INSTANCE), BY_INSTANCE)
            .thresholds(warning(0.1)),
        graph("Threads", "All threads of the JVM.", "short")
            .query(selected.of("jvm_threads_current"), BY_INSTANCE),
        graph("Open files", "Share of the permitted file descriptors.", "percentunit")
            .query(
                selected.of("process_open_fds") + " / " + selected.of("process_max_fds"),
                BY_INSTANCE)
            .thresholds(critical(0.9)));
  }

  private Row store() {
    return Row.of(
        "Shared store",
        graph("Instances", "Instances of the shared store, by state.", "short")
            .query(max(selected.of(MetricCatalog.INSTANCES), "state"), "{{state}}"),
        graph("Instances that left", "unclean: killed or crashed.", "short")
            .query(max(selected.of(MetricCatalog.INSTANCE_EXITS), "reason"), "{{reason}}"),
        graph("Operations", "Operations in the store, per second.", "ops")
            .query(
                sum(selected.rate(MetricCatalog.STORE_OPERATIONS), "store", "operation", "outcome"),
                "{{store}} {{operation}} {{outcome}}"),
        graph("Since the last publication", "Up to twice the interval is normal.", "s")
            .query(
                "time() - " + selected.of(MetricCatalog.STORE_LAST_SUCCESS),
                BY_INSTANCE + " {{store}}")
            .thresholds(critical(120)));
  }

  private Row itself() {
    return Row.of(
        "servlet-exporter itself",
        graph("Internal errors", "Errors in servlet-exporter, per second.", "ops")
            .query(sum(selected.rate(MetricCatalog.ERRORS), "component"), "{{component}}"),
        graph("Dropped series", "Observations counted under _other, per second.", "ops")
            .query(sum(selected.rate(MetricCatalog.SERIES_DROPPED), "metric"), "{{metric}}"),
        graph("Failed hooks", "Failed calls of hooks, per second.", "ops")
            .query(sum(selected.rate(MetricCatalog.HOOK_FAILURES), "hook"), "{{hook}}"),
        graph("Boot failures", "Parts that failed to start since the last start.", "short")
            .query(
                sum(selected.of(MetricCatalog.BOOT_FAILURES), INSTANCE, "stage"),
                "{{instance}} {{stage}}"),
        graph("Exceptions not logged", "Too fast, or error-log can't be written.", "ops")
            .query(sum(selected.rate(MetricCatalog.ERROR_LOG_DROPPED), "reason"), "{{reason}}"),
        graph("Scrapes", "How long each takes.", "s")
            .query(selected.of("scrape_duration_seconds"), BY_INSTANCE),
        graph("Series", "Of each target.", "short")
            .wide(24)
            .query(selected.of("scrape_samples_scraped"), BY_INSTANCE));
  }
}
