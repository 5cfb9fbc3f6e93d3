package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.meter.ErrorTypes;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import io.github.servletexporter.filter.worker.RequestInFlight;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Collector of the requests in flight. Requests on a worker are counted at scrape time; each
 * request that has left its worker and continues asynchronously has a ticket.
 *
 * <p>Thread-safe. An asynchronous request ends when its ticket is removed, which succeeds once. A
 * container may drop a request without notice, as Tomcat does when {@code onAllDataRead} throws.
 * Each scrape and each check of the watchdog looks for such requests. One that cannot be recognised
 * becomes unreachable, and is found after a garbage collection.
 */
final class ActiveRequests {

  /** Number of asynchronous requests that one pass examines; the next pass examines others. */
  static final int MAX_EXAMINED = 10_000;

  private final WorkerTable workers;
  private final RequestMeter meter;
  private final Ticker ticker;
  private final Set<Ticket> tickets = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<RequestInFlight> unreachable = new ReferenceQueue<>();
  private final AtomicBoolean examining = new AtomicBoolean();

  /** Position of the examination in the tickets. Used by one thread at a time. */
  private Iterator<Ticket> position = Collections.emptyIterator();

  ActiveRequests(WorkerTable workers, RequestMeter meter, Ticker ticker) {
    this.workers = workers;
    this.meter = meter;
    this.ticker = ticker;
  }

  /**
   * Returns a ticket for a request that will leave its worker.
   *
   * @param route the route as far as it is known
   * @param status the status as far as it is known
   */
  Ticket ticket(RequestInFlight request, RouteSeries route, int status) {
    return new Ticket(request, unreachable, route, status);
  }

  /**
   * Adds the ticket of a request that is about to leave its worker. For a moment the request has
   * both a worker and a ticket, so a reader that reads the workers before the tickets does not miss
   * it. From now on other threads use the request, which must be complete.
   */
  void leaveWorker(Ticket ticket) {
    tickets.add(ticket);
  }

  /** Ends the request of a ticket; returns whether this call did, which is true once. */
  boolean end(Ticket ticket) {
    return tickets.remove(ticket);
  }

  /** Ends and records a request that its container has dropped, unless it has ended already. */
  void endDropped(Ticket ticket) {
    if (end(ticket)) {
      Outcome outcome = ticket.outcome();
      meter
          .duration(ticket.route, ticket.method, outcome.status, outcome.errorType)
          .observe(~ticket.method, ticker.nanos() - ticket.startNanos);
    }
  }

  /** Returns the number of requests in flight by method. */
  GaugeSnapshot collect() {
    endDropped();
    long[] counts = new long[meter.methods().count()];
    for (WorkerSlot slot : workers.live()) {
      int method = slot.activeMethod();
      if (method != WorkerSlot.IDLE) {
        counts[method]++;
      }
    }
    tickets.forEach(ticket -> counts[ticket.method]++);
    List<GaugeDataPointSnapshot> dataPoints = new ArrayList<>(counts.length);
    for (int method = 0; method < counts.length; method++) {
      Labels labels = MetricCatalog.ACTIVE_REQUESTS.labelsOf(meter.methods().label(method));
      dataPoints.add(new GaugeDataPointSnapshot(counts[method], labels, null));
    }
    return new GaugeSnapshot(MetricCatalog.ACTIVE_REQUESTS.metadata(), dataPoints);
  }

  /** Returns the requests in flight. */
  List<RunningRequest> running() {
    endDropped();
    List<RunningRequest> running = new ArrayList<>();
    for (WorkerSlot slot : workers.live()) {
      RunningRequest request = onWorker(slot);
      if (request != null) {
        running.add(request);
      }
    }
    tickets.forEach(ticket -> running.add(ticket.asRunning(meter.methods())));
    return running;
  }

  /**
   * Returns the request on a worker, or null. A thread never starts two requests in the same
   * nanosecond; therefore values that were read between two equal readings of the start belong to
   * one request.
   */
  private @Nullable RunningRequest onWorker(WorkerSlot slot) {
    long startNanos = slot.startNanos();
    while (true) {
      RunningRequest request = onWorker(slot, startNanos);
      long startAfterwards = slot.startNanos();
      if (startAfterwards == startNanos) {
        return request;
      }
      startNanos = startAfterwards;
    }
  }

  private @Nullable RunningRequest onWorker(WorkerSlot slot, long startNanos) {
    int method = slot.activeMethod();
    if (method == WorkerSlot.IDLE) {
      return null;
    }
    Thread thread = slot.thread();
    return new RunningRequest(
        new WorkerKey(thread, startNanos),
        slot.pool(),
        thread,
        meter.methods().label(method),
        meter.routeLabel(slot.route()),
        startNanos);
  }

  private void endDropped() {
    Reference<? extends RequestInFlight> reference;
    while ((reference = unreachable.poll()) != null) {
      if (reference instanceof Ticket ticket) {
        endDropped(ticket);
      }
    }
    if (examining.compareAndSet(false, true)) {
      try {
        examine();
      } finally {
        examining.set(false);
      }
    }
  }

  private void examine() {
    if (!position.hasNext()) {
      position = tickets.iterator();
    }
    for (int examined = 0; examined < MAX_EXAMINED && position.hasNext(); examined++) {
      if (position.next().get() instanceof Droppable request) {
        request.endIfDropped();
      }
    }
  }

  private record WorkerKey(Thread thread, long startNanos) {}

  /** Request that can find out whether its container has dropped it. */
  interface Droppable {

    /** Ends the request if its container has dropped it. Called by any thread; throws nothing. */
    void endIfDropped();
  }

  /**
   * Outcome with which a request is recorded if its container drops it.
   *
   * @param status the status that the client receives, or would have received
   * @param statusOfResponse the status that the response had; a container answers a failure with
   *     another one, which it sets later or, if it drops the request, never
   */
  record Outcome(int status, int statusOfResponse, String errorType) {}

  /**
   * Weak reference to an asynchronous request, with the data to record the request if the container
   * drops it.
   */
  static final class Ticket extends WeakReference<RequestInFlight> {

    private final RouteSeries route;
    private final int method;
    private final long startNanos;
    private final AtomicReference<Outcome> outcome;

    private Ticket(
        RequestInFlight request,
        ReferenceQueue<RequestInFlight> unreachable,
        RouteSeries route,
        int status) {
      super(request, unreachable);
      this.route = route;
      this.method = request.method();
      this.startNanos = request.startNanos();
      this.outcome = new AtomicReference<>(new Outcome(status, status, ErrorTypes.OTHER));
    }

    /** Returns the outcome as far as it is known. */
    Outcome outcome() {
      return Objects.requireNonNull(outcome.get());
    }

    /**
     * Takes over a status of the response, unless the request has failed in the meantime.
     *
     * @param before the outcome that was known before the status was read
     * @param status the status that the response has
     */
    void observed(Outcome before, int status) {
      if (status != before.statusOfResponse) {
        outcome.compareAndSet(before, new Outcome(status, status, before.errorType));
      }
    }

    /** Sets the outcome of a failure after which the container may drop the request. */
    void failed(Outcome failure) {
      outcome.set(failure);
    }

    RunningRequest asRunning(HttpMethods methods) {
      return new RunningRequest(
          this, RunningRequest.ASYNC, null, methods.label(method), route.label(), startNanos);
    }
  }
}
