package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.request.RequestInstrumenter;
import io.github.servletexporter.filter.worker.RecycleReason;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.filter.worker.WorkerSlot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that the filter instruments, on the workers of the container's pools. */
final class InstrumentedRequests implements RunningRequests {

  private final RequestInstrumenter instrumenter;
  private final WorkerSupervision supervision;

  InstrumentedRequests(RequestInstrumenter instrumenter, WorkerSupervision supervision) {
    this.instrumenter = instrumenter;
    this.supervision = supervision;
  }

  @Override
  public List<RunningRequest> running() {
    return instrumenter.running();
  }

  @Override
  public boolean interrupt(RunningRequest request) {
    WorkerSlot slot = slot(request);
    return slot != null && slot.interrupt(request.startNanos());
  }

  @Override
  public boolean replace(RunningRequest request) {
    Thread thread = request.thread();
    WorkerSlot slot = slot(request);
    if (thread == null || slot == null || !supervision.recycler().canRecycle(slot.pool())) {
      return false;
    }
    slot.retire(thread, RecycleReason.STUCK);
    return supervision.pools().replace(thread);
  }

  private @Nullable WorkerSlot slot(RunningRequest request) {
    Thread thread = request.thread();
    return thread == null ? null : instrumenter.workers().of(thread);
  }
}
