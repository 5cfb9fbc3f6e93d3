package io.github.servletexporter.listener.docs;

import static io.github.servletexporter.listener.docs.Panel.graph;
import static io.github.servletexporter.listener.docs.Panel.stat;
import static io.github.servletexporter.listener.docs.Selector.sum;
import static io.github.servletexporter.listener.docs.Threshold.critical;
import static io.github.servletexporter.listener.docs.Threshold.warning;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import java.util.ArrayList;
import java.util.List;

/** Definition of the dashboard on the container's threads: pools, workers, stuck requests. */
final class WorkersDashboard {

  private static final String BY_POOL = "{{instance}} {{pool}}";
  private static final String BY_WORKER = "{{instance}} {{pool}} {{worker}}";

  private final Selector selected = Selector.byPool();
  private final Selector everyPool = Selector.byInstance();

  private WorkersDashboard() {}

  static Dashboard create() {
    WorkersDashboard workers = new WorkersDashboard();
    List<Variable> variables =
        new ArrayList<>(Selector.instanceVariables(MetricCatalog.ACTIVE_REQUESTS));
    variables.add(new Variable("pool", "Pool", workers.everyPool.of(MetricCatalog.STUCK_WORKERS)));
    return new Dashboard(
        "workers",
        "servlet-exporter / Workers",
        "Thread pools of the container and their workers.",
        List.copyOf(variables),
        List.of(
            workers.now(),
            workers.pools(),
            workers.eachWorker(),
            workers.recycling(),
            workers.stuck()));
  }

  private Row now() {
    return Row.of(
        "Now",
        stat("Busy", "Busy threads as a share of the maximum.", "percentunit")
            .query(
                sum(selected.of(MetricCatalog.POOL_THREADS, "state=\"busy\""))
                    + " / "
                    + sum(selected.of(MetricCatalog.POOL_THREADS_MAX)),
                "")
            .thresholds(warning(0.75), critical(0.9)),
        stat("Queued", "Tasks waiting for a thread.", "short")
            .query(sum(selected.of(MetricCatalog.POOL_QUEUED_TASKS)), "")
            .thresholds(warning(1)),
        stat("Stuck", "Requests that have exceeded worker-timeout.", "short")
            .query(sum(selected.of(MetricCatalog.STUCK_WORKERS)), "")
            .thresholds(critical(1)),
        stat("Oldest request", "Age of the oldest request in flight.", "s")
            .query(oldestRequest(), "")
            .thresholds(warning(10), critical(30)),
        stat("Recycled", "Workers that ended in the selected time.", "short")
            .query(sum(selected.increase(MetricCatalog.WORKER_RECYCLES)), ""),
        stat(
                "Recycling possible",
                "1: all pools can end a worker. 0: at least one cannot.",
                "short")
            .query("min(" + selected.of(MetricCatalog.RECYCLING_SUPPORTED) + ")", ""));
  }

  private Row pools() {
    return Row.of(
        "Pools",
        graph("Threads", "Threads of each pool, as reported by the container.", "short")
            .query(selected.of(MetricCatalog.POOL_THREADS, "state=\"busy\""), BY_POOL + " busy")
            .query(selected.of(MetricCatalog.POOL_THREADS, "state=\"idle\""), BY_POOL + " idle")
            .query(selected.of(MetricCatalog.POOL_THREADS_MAX), BY_POOL + " max")
            .query(selected.of(MetricCatalog.POOL_THREADS_MIN), BY_POOL + " min"),
        graph("Queued tasks", "Tasks waiting for a thread.", "short")
            .query(selected.of(MetricCatalog.POOL_QUEUED_TASKS), BY_POOL)
            .thresholds(warning(1)),
        graph("Connections", "Open connections. Most connectors of Jetty have no maximum.", "short")
            .query(everyPool.of(MetricCatalog.CONNECTIONS), "{{instance}} {{connector}}")
            .query(everyPool.of(MetricCatalog.CONNECTIONS_MAX), "{{instance}} {{connector}} max"),
        graph("Workers by state", "Threads that have served a request.", "short")
            .query(sum(selected.of(MetricCatalog.WORKERS), "state"), "{{state}}")
            .stack());
  }

  private Row eachWorker() {
    return Row.of(
        "Each worker",
        perWorker("Requests", "Requests per second.", "reqps", MetricCatalog.WORKER_REQUESTS),
        perWorker(
            "Busy",
            "Share of the time spent in requests.",
            "percentunit",
            MetricCatalog.WORKER_BUSY),
        perWorker(
            "Processor",
            "Number of processors used by the thread, in total.",
            "short",
            MetricCatalog.WORKER_CPU),
        perWorker(
            "Allocated",
            "Heap memory allocated per second.",
            "Bps",
            MetricCatalog.WORKER_ALLOCATED),
        perWorker(
            "Failed requests",
            "Requests that ended in an uncaught exception.",
            "reqps",
            MetricCatalog.WORKER_FAILED_REQUESTS),
        graph("Time per request", "Mean time that a worker is busy with a request.", "s")
            .query(
                selected.rate(MetricCatalog.WORKER_BUSY)
                    + " / "
                    + selected.rate(MetricCatalog.WORKER_REQUESTS),
                BY_WORKER),
        graph(
                "Workers now",
                "One row per slot. A new thread reuses the slot of an ended one.",
                "short")
            .as(Panel.Kind.TABLE)
            .wide(24)
            .query(bySlot("time() - " + selected.of(MetricCatalog.WORKER_START_TIME)), "age [s]")
            .query(bySlot(selected.of(MetricCatalog.WORKER_REQUESTS)), "requests")
            .query(bySlot(selected.of(MetricCatalog.WORKER_FAILED_REQUESTS)), "failed")
            .query(bySlot(selected.of(MetricCatalog.WORKER_CPU)), "processor [s]")
            .query(bySlot(selected.of(MetricCatalog.WORKER_ALLOCATED)), "allocated [B]"));
  }

  private Row recycling() {
    return Row.of(
        "Recycling",
        graph("Ended workers", "Workers that ended, per second, by reason.", "ops")
            .query(sum(selected.rate(MetricCatalog.WORKER_RECYCLES), "reason"), "{{reason}}")
            .stack(),
        graph("Request limit", "max-requests of each pool without jitter. 0: no limit.", "short")
            .query(selected.of(MetricCatalog.WORKER_REQUEST_LIMIT), BY_POOL));
  }

  private Row stuck() {
    return Row.of(
        "Stuck requests",
        graph(
                "Stuck",
                "Requests that have exceeded worker-timeout. Pool async: without a thread.",
                "short")
            .query(selected.of(MetricCatalog.STUCK_WORKERS), BY_POOL)
            .thresholds(critical(1)),
        graph(
                "Stuck and interrupted",
                "Requests found stuck and workers interrupted, per second.",
                "ops")
            .query(sum(selected.rate(MetricCatalog.STUCK_REQUESTS)), "found stuck")
            .query(sum(selected.rate(MetricCatalog.STUCK_INTERRUPTS)), "interrupted"),
        graph("Oldest request", "Age of the oldest request in flight.", "s")
            .wide(24)
            .query(
                "time() - " + everyPool.of(MetricCatalog.OLDEST_ACTIVE_REQUEST), "{{instance}}"));
  }

  private Panel perWorker(String title, String description, String unit, MetricDefinition metric) {
    return graph(title, description, unit).query(selected.rate(metric), BY_WORKER);
  }

  private String oldestRequest() {
    return "max(time() - " + everyPool.of(MetricCatalog.OLDEST_ACTIVE_REQUEST) + ")";
  }

  private static String bySlot(String expression) {
    return sum(expression, "instance", "pool", "worker");
  }
}
