package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.listener.journal.ExceptionJournal;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writer of {@code data.json}, which docs/status.md describes. It limits the number of rows and the
 * length of texts, so that neither clients nor the application can make the document large.
 */
final class StatusReport {

  static final int MAX_ROUTES = 2_000;
  static final int MAX_WORKERS = 400;
  static final int MAX_EXCEPTIONS = ExceptionJournal.RECENT_KINDS;
  static final int MAX_ROWS = 200;

  private final Identity identity;
  private final StatusSources sources;
  private final RouteRates rates;
  private final RouteHistory history;
  private final Supplier<JvmReading> jvm;

  StatusReport(
      Identity identity,
      StatusSources sources,
      RouteRates rates,
      RouteHistory history,
      Supplier<JvmReading> jvm) {
    this.identity = identity;
    this.sources = sources;
    this.rates = rates;
    this.history = history;
    this.jvm = jvm;
  }

  /**
   * Returns the current state.
   *
   * @param identified whether the reader has shown credentials, and may therefore read stacks
   */
  byte[] write(Instant now, long nanos, boolean identified) throws IOException {
    Part<List<WorkerSnapshot>> workers = Part.of(sources.workers());
    Part<Families> families = Part.of(() -> new Families(sources.metrics().get()));
    Json json = new Json();
    json.time("time", now).flag("stacks", identified);
    writeIdentity(json);
    Part<List<PoolTotals>> pools = families.map(PoolTotals::all);
    writeReadiness(json, pools.valueOr(List.of()));
    writeTotals(json, families, now);
    writeProcess(json, Part.of(jvm));
    json.table(
        "inFlight",
        Part.of(() -> RequestRow.oldestFirst(sources.running().get(), workers.valueOr(List.of()))),
        MAX_ROWS,
        (out, request) -> request.write(out, nanos));
    json.table("slowest", Part.of(sources.slowest()), MAX_ROWS, SnapshotRows::write);
    writeRoutes(json, families, nanos);
    json.table("pools", pools, MAX_ROWS, (out, pool) -> pool.write(out));
    json.table(
        "workers",
        workers,
        MAX_WORKERS,
        (out, worker) -> SnapshotRows.write(out, worker, now, nanos));
    json.table("exceptions", Part.of(sources.exceptions()), MAX_EXCEPTIONS, SnapshotRows::write);
    writeCounters(json, "framing", families, MetricCatalog.FRAMING_VIOLATIONS);
    writeCounters(json, "recycles", families, MetricCatalog.WORKER_RECYCLES);
    writeCounters(json, "bootFailures", families, MetricCatalog.BOOT_FAILURES);
    json.table("instances", Part.of(sources.instances()), MAX_ROWS, SnapshotRows::write);
    json.table("settings", Part.of(sources.settings()), MAX_ROWS, SnapshotRows::write);
    return json.toBytes();
  }

  private void writeIdentity(Json json) throws IOException {
    json.object("identity")
        .label("contextPath", identity.contextPath())
        .label("application", identity.application())
        .label("host", identity.host())
        .count("processId", identity.processId())
        .label("container", identity.container())
        .label("containerVersion", identity.containerVersion())
        .label("moduleVersion", identity.moduleVersion())
        .label("javaVersion", identity.javaVersion())
        .time("startedAt", identity.startedAt())
        .end();
  }

  private void writeReadiness(Json json, List<PoolTotals> pools) throws IOException {
    Part<List<String>> notReady = Part.of(sources.notReady());
    json.object("readiness")
        .failure(notReady)
        .texts("notReady", notReady.valueOr(List.of()), MAX_ROWS, Json.LABEL_CHARS)
        .texts(
            "saturated",
            pools.stream().filter(PoolTotals::isSaturated).map(PoolTotals::pool).toList(),
            MAX_ROWS,
            Json.LABEL_CHARS)
        .end();
  }

  private static void writeTotals(Json json, Part<Families> part, Instant now) throws IOException {
    Part<ApplicationTotals> totals = part.map(families -> ApplicationTotals.of(families, now));
    json.object("totals").failure(totals);
    totals.valueOr(ApplicationTotals.UNKNOWN).write(json);
    json.end();
  }

  private static void writeProcess(Json json, Part<JvmReading> part) throws IOException {
    json.object("process").failure(part);
    JvmReading jvm = part.value();
    if (jvm != null) {
      json.number("heapUsedBytes", jvm.heapUsedBytes())
          .number("heapCommittedBytes", jvm.heapCommittedBytes())
          .number("heapMaxBytes", jvm.heapMaxBytes())
          .number("gcPauseSeconds", jvm.gcPauseSeconds())
          .number("cpuSeconds", jvm.cpuSeconds())
          .number("processors", jvm.processors())
          .number("cpuMachineShare", jvm.machineLoad())
          .number("jvmThreadsRunnable", jvm.threadsRunnable())
          .number("jvmThreadsBlocked", jvm.threadsBlocked())
          .number("jvmThreadsWaiting", jvm.threadsWaiting())
          .number("descriptors", jvm.descriptors())
          .number("descriptorsMax", jvm.descriptorsMax());
    }
    json.end();
  }

  private void writeRoutes(Json json, Part<Families> families, long nanos) throws IOException {
    Part<List<Map.Entry<RouteTotals.Route, RouteTotals>>> routes =
        families.map(
            present -> {
              var series = present.durations();
              return series == null ? List.of() : busiestFirst(RouteTotals.byRoute(series));
            });
    double allSeconds =
        routes.valueOr(List.of()).stream()
            .mapToDouble(entry -> entry.getValue().durations().sumSeconds())
            .sum();
    json.table(
        "routes",
        routes,
        MAX_ROUTES,
        (out, entry) -> {
          writeRoute(out, entry.getKey(), entry.getValue(), nanos);
          out.number("timeShare", entry.getValue().durations().sumSeconds() / allSeconds)
              .counts("requestsByMinute", history.requests(entry.getKey()));
        });
  }

  private static List<Map.Entry<RouteTotals.Route, RouteTotals>> busiestFirst(
      Map<RouteTotals.Route, RouteTotals> routes) {
    Comparator<Map.Entry<RouteTotals.Route, RouteTotals>> byRequests =
        Comparator.comparingLong(entry -> -entry.getValue().durations().count());
    return routes.entrySet().stream()
        .sorted(
            byRequests
                .thenComparing(entry -> entry.getKey().route())
                .thenComparing(entry -> entry.getKey().method()))
        .toList();
  }

  private void writeRoute(Json json, RouteTotals.Route route, RouteTotals totals, long nanos)
      throws IOException {
    DurationTotals durations = totals.durations();
    json.label("method", route.method())
        .label("route", route.route())
        .count("requests", durations.count())
        .count("errors", totals.errors())
        .count("clientErrors", totals.clientErrors())
        .number("requestsPerSecond", rates.perSecond(route, durations.count(), nanos))
        .number("meanSeconds", durations.meanSeconds())
        .number("p50Seconds", durations.quantileSeconds(0.5))
        .number("p90Seconds", durations.quantileSeconds(0.9))
        .number("p99Seconds", durations.quantileSeconds(0.99))
        .number("maxSeconds", largest(durations));
  }

  /** Returns the maximum, or the largest bound if the maximum lies beyond it. */
  private static double largest(DurationTotals durations) {
    double max = durations.maxSeconds();
    return Double.isInfinite(max) ? durations.largestBoundSeconds() : max;
  }

  /** Writes a row for each series of a counter that is not 0. */
  private static void writeCounters(
      Json json, String name, Part<Families> families, MetricDefinition counter)
      throws IOException {
    Part<List<Families.Value>> counted =
        families.map(
            present ->
                present.values(counter).stream()
                    .filter(value -> value.value() > 0)
                    .sorted(Comparator.comparingDouble(value -> -value.value()))
                    .toList());
    json.table(
        name,
        counted,
        MAX_ROWS,
        (out, value) -> {
          for (int i = 0; i < counter.labels().size(); i++) {
            out.label(counter.labels().get(i), value.label(counter, i));
          }
          out.number("count", value.value());
        });
  }
}
