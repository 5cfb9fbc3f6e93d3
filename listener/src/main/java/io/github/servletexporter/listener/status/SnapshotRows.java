package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.journal.ExceptionSummary;
import io.github.servletexporter.listener.worker.SlowRequest;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.model.InstanceVersions;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** Rows of {@code data.json} for the snapshots of other components. */
final class SnapshotRows {

  static final int MAX_STACK_LINES = 60;
  private static final int MESSAGE_CHARS = 500;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;

  private SnapshotRows() {}

  /**
   * Writes a worker.
   *
   * @param now present time of the wall clock
   * @param nanos present time of the ticker, from which the start of requests is read
   */
  static void write(Json json, WorkerSnapshot worker, Instant now, long nanos) throws IOException {
    RunningRequest request = worker.request();
    double ageSeconds = (now.toEpochMilli() - worker.startMillis()) / MILLIS_PER_SECOND;
    double runningSeconds =
        request == null ? Double.NaN : (nanos - request.startNanos()) / NANOS_PER_SECOND;
    json.label("pool", worker.pool())
        .label("worker", Integer.toString(worker.slot()))
        .label("state", worker.state().label())
        .label("thread", worker.thread().getName())
        .count("threadId", worker.thread().getId())
        .count("requests", worker.requests())
        .count("requestsOfThread", worker.requestsOfThread())
        .number("ageSeconds", ageSeconds)
        .number("cpuSeconds", known(worker.cpuNanos()) / NANOS_PER_SECOND)
        .number("allocatedBytes", known(worker.allocatedBytes()))
        .label("method", request == null ? "" : request.method())
        .label("route", request == null ? "" : request.route())
        .number("runningSeconds", runningSeconds);
  }

  private static double known(long value) {
    return value < 0 ? Double.NaN : value;
  }

  static void write(Json json, SlowRequest request) throws IOException {
    json.label("method", request.method())
        .label("route", request.route())
        .count("status", request.status())
        .number("seconds", request.duration().toNanos() / NANOS_PER_SECOND)
        .time("end", request.end())
        .label("traceId", request.traceId() == null ? "" : request.traceId());
  }

  static void write(Json json, ExceptionSummary exception) throws IOException {
    json.label("type", exception.type())
        .label("route", exception.route())
        .text("message", exception.message(), MESSAGE_CHARS)
        .count("count", exception.count())
        .time("first", exception.first())
        .time("last", exception.last())
        .texts("stack", exception.stack(), MAX_STACK_LINES, Json.LABEL_CHARS);
  }

  static void write(Json json, InstanceReport instance) throws IOException {
    InstanceVersions versions = instance.versions();
    json.label("instance", instance.identity().instance())
        .label("state", instance.state().name().toLowerCase(Locale.ROOT))
        .label("container", (versions.container() + " " + versions.containerVersion()).strip())
        .label("moduleVersion", versions.moduleVersion())
        .label("javaVersion", versions.javaVersion())
        .time("lastSeen", instance.published());
  }

  static void write(Json json, Config.Setting setting) throws IOException {
    json.label("key", setting.name())
        .text("value", setting.value(), MESSAGE_CHARS)
        .label("source", setting.source());
  }
}
