package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request in flight with its worker.
 *
 * @param worker worker that serves the request, or null if it is on no thread
 */
record RequestRow(RunningRequest request, @Nullable WorkerSnapshot worker) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Returns the requests, oldest first, each with its worker. */
  static List<RequestRow> oldestFirst(List<RunningRequest> running, List<WorkerSnapshot> workers) {
    Map<Thread, WorkerSnapshot> byThread = new HashMap<>();
    workers.forEach(worker -> byThread.put(worker.thread(), worker));
    return running.stream()
        .sorted(Comparator.comparingLong(RunningRequest::startNanos))
        .map(
            request ->
                new RequestRow(
                    request, request.thread() == null ? null : byThread.get(request.thread())))
        .toList();
  }

  void write(Json json, long nanos) throws IOException {
    json.label("method", request.method())
        .label("route", request.route())
        .number("runningSeconds", (nanos - request.startNanos()) / NANOS_PER_SECOND)
        .label("pool", request.pool())
        .label("worker", worker == null ? "" : Integer.toString(worker.slot()))
        .label("state", worker == null ? RunningRequest.ASYNC : worker.state().label())
        .label("thread", worker == null ? "" : worker.thread().getName())
        .number("threadId", worker == null ? Double.NaN : worker.thread().getId());
  }
}
