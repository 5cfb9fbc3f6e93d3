package io.github.servletexporter.listener.exposition;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Aliases under which Gunicorn's Prometheus exporter exposes the same values, for existing
 * dashboards. Names that promise a value servlet-exporter does not have are omitted;
 * docs/metrics.md lists them with the reasons.
 *
 * <p>Thread-safe. Adds no family that the scrape has already, and none without data.
 */
public final class GunicornNames implements UnaryOperator<MetricSnapshots> {

  private static final String WORKER_ID = "worker_id";
  private static final String REASON = "reason";

  /** Label of a value that does not belong to a single worker. */
  private static final Labels ALL_WORKERS = Labels.of(WORKER_ID, "all");

  private static final String RESIDENT_MEMORY = "process_resident_memory_bytes";
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Clock clock;

  /**
   * Creates the aliases.
   *
   * @param clock clock from which the uptime of workers is calculated
   */
  public GunicornNames(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns a scrape with the aliases after its own families.
   *
   * @param scrape families under their own names
   */
  @Override
  public MetricSnapshots apply(MetricSnapshots scrape) {
    ScrapeReader reader = new ScrapeReader(scrape);
    Set<String> names = new HashSet<>();
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    for (MetricSnapshot snapshot : scrape) {
      names.add(snapshot.getMetadata().getPrometheusName());
      all.metricSnapshot(snapshot);
    }
    for (MetricSnapshot old : oldNames(reader)) {
      if (!old.getDataPoints().isEmpty() && names.add(old.getMetadata().getPrometheusName())) {
        all.metricSnapshot(old);
      }
    }
    return all.build();
  }

  private List<MetricSnapshot> oldNames(ScrapeReader scrape) {
    List<MetricSnapshot> old = new ArrayList<>();
    old.addAll(requestsOfWorkers(scrape));
    old.addAll(presenceOfWorkers(scrape));
    old.addAll(exceptions(scrape));
    old.addAll(restarts(scrape));
    old.add(memory(scrape));
    old.addAll(histograms(scrape));
    return old;
  }

  private static List<MetricSnapshot> requestsOfWorkers(ScrapeReader scrape) {
    LabelledSums requests = new LabelledSums();
    scrape.read(
        MetricCatalog.WORKER_REQUESTS, (labels, value) -> requests.add(worker(labels), value));
    LabelledSums failed = new LabelledSums();
    scrape.read(
        MetricCatalog.WORKER_FAILED_REQUESTS, (labels, value) -> failed.add(worker(labels), value));
    return List.of(
        requests.counter("gunicorn_worker_requests", "Requests served by a worker."),
        failed.counter(
            "gunicorn_worker_failed_requests",
            "Requests on a worker that ended with an uncaught exception."));
  }

  private List<MetricSnapshot> presenceOfWorkers(ScrapeReader scrape) {
    double now = clock.millis() / MILLIS_PER_SECOND;
    LabelledSums uptime = new LabelledSums();
    LabelledSums running = new LabelledSums();
    scrape.read(
        MetricCatalog.WORKER_START_TIME,
        (labels, start) -> {
          uptime.add(worker(labels), Math.max(0, now - start));
          running.add(worker(labels).add("state", "running"), 1);
        });
    return List.of(
        uptime.gauge(
            "gunicorn_worker_uptime_seconds",
            "Time since the first request of a worker's current thread.",
            Unit.SECONDS),
        running.gauge("gunicorn_worker_state", "1 for each worker.", null));
  }

  private static List<MetricSnapshot> exceptions(ScrapeReader scrape) {
    LabelledSums all = new LabelledSums();
    LabelledSums handled = new LabelledSums();
    scrape.read(
        MetricCatalog.EXCEPTIONS,
        (labels, value) -> {
          all.add(Labels.EMPTY, value);
          if ("true".equals(labels.get("handled"))) {
            handled.add(
                ALL_WORKERS
                    .add("endpoint", labels.get("http_route"))
                    .add("error_type", labels.get("exception_type")),
                value);
          }
        });
    return List.of(
        all.counter("gunicorn_exceptions", "Exceptions during request processing."),
        handled.counter(
            "gunicorn_worker_error_handling", "Exceptions that the application handled."));
  }

  private static List<MetricSnapshot> restarts(ScrapeReader scrape) {
    LabelledSums ended = new LabelledSums();
    scrape.read(
        MetricCatalog.WORKER_RECYCLES,
        (labels, value) -> ended.add(ALL_WORKERS.add(REASON, labels.get(REASON)), value));
    LabelledSums processes = new LabelledSums();
    scrape.read(
        MetricCatalog.INSTANCE_EXITS,
        (labels, value) -> processes.add(Labels.of(REASON, labels.get(REASON)), value));
    String help = "Workers that ended, by reason.";
    return List.of(
        ended.counter("gunicorn_worker_restart", help),
        ended.counter("gunicorn_worker_restart_count", help),
        processes.counter(
            "gunicorn_master_worker_restart", "Processes that left the shared store."));
  }

  /** Workers are threads, so that the memory is that of the process. */
  private static MetricSnapshot memory(ScrapeReader scrape) {
    LabelledSums resident = new LabelledSums();
    scrape.read(RESIDENT_MEMORY, (labels, value) -> resident.add(ALL_WORKERS, value));
    return resident.gauge(
        "gunicorn_worker_memory_bytes", "Resident memory of the process.", Unit.BYTES);
  }

  private static List<MetricSnapshot> histograms(ScrapeReader scrape) {
    return List.of(
        scrape.total(
            MetricCatalog.REQUEST_DURATION,
            new MetricMetadata(
                "gunicorn_worker_request_duration_seconds", "Duration of requests.", Unit.SECONDS),
            ALL_WORKERS),
        scrape.total(
            MetricCatalog.REQUEST_BODY_SIZE,
            new MetricMetadata(
                "gunicorn_worker_request_size_bytes", "Size of request bodies.", Unit.BYTES),
            ALL_WORKERS),
        scrape.total(
            MetricCatalog.RESPONSE_BODY_SIZE,
            new MetricMetadata(
                "gunicorn_worker_response_size_bytes", "Size of response bodies.", Unit.BYTES),
            ALL_WORKERS));
  }

  /** The numbers of workers are unique within a pool only. */
  private static Labels worker(Labels ours) {
    return Labels.of(WORKER_ID, ours.get("pool") + "-" + ours.get("worker"));
  }
}
