package io.github.servletexporter.listener;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.config.LoadedConfig;
import io.github.servletexporter.listener.journal.ExceptionSummary;
import io.github.servletexporter.listener.status.ExceptionRow;
import io.github.servletexporter.listener.status.SettingRow;
import io.github.servletexporter.listener.status.WorkerRow;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import java.util.List;

/** What other parts know, as the status page takes it. */
final class StatusRows {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private StatusRows() {}

  /**
   * Returns the rows of workers.
   *
   * @param ticker what requests' starts were read from
   */
  static List<WorkerRow> workers(List<WorkerSnapshot> workers, Ticker ticker) {
    long nowMillis = System.currentTimeMillis();
    long nowNanos = ticker.nanos();
    return workers.stream().map(worker -> row(worker, nowMillis, nowNanos)).toList();
  }

  private static WorkerRow row(WorkerSnapshot worker, long nowMillis, long nowNanos) {
    RunningRequest request = worker.request();
    return new WorkerRow(
        worker.pool(),
        Integer.toString(worker.slot()),
        WorkerRow.State.valueOf(worker.state().name()),
        worker.requests(),
        (nowMillis - worker.startMillis()) / MILLIS_PER_SECOND,
        worker.cpuNanos() < 0 ? Double.NaN : worker.cpuNanos() / NANOS_PER_SECOND,
        worker.allocatedBytes(),
        request == null ? "" : request.route(),
        request == null ? Double.NaN : (nowNanos - request.startNanos()) / NANOS_PER_SECOND);
  }

  static List<ExceptionRow> exceptions(List<ExceptionSummary> exceptions) {
    return exceptions.stream()
        .map(
            each ->
                new ExceptionRow(
                    each.type(),
                    each.route(),
                    each.message(),
                    each.count(),
                    each.first(),
                    each.last(),
                    each.stack()))
        .toList();
  }

  static List<SettingRow> settings(LoadedConfig config) {
    return config.effective().stream()
        .map(each -> new SettingRow(each.name(), each.value(), each.source()))
        .toList();
  }
}
