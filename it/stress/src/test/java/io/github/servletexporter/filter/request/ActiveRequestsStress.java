package io.github.servletexporter.filter.request;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.servletexporter.filter.guard.DrainGuard;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import io.github.servletexporter.filter.worker.RequestInFlight;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.filter.worker.WorkerObserver;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Requests in flight that change threads and end. */
public final class ActiveRequestsStress {

  private static final RequestMeter METER = new RequestMeter(MeterConfig.defaults());
  private static final RouteSeries FIRST = METER.route("1");
  private static final RouteSeries SECOND = METER.route("2");

  private ActiveRequestsStress() {}

  /** A request that leaves its worker is in flight all the time, and ends once. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one")
  @Outcome(
      id = {"1, 2", "2, 1", "2, 2"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "seen in both places for a moment")
  @Outcome(expect = FORBIDDEN, desc = "missed, or ended twice")
  @State
  public static class Handover {

    private final WorkerTable workers = workers();
    private final WorkerSlot slot = workers.current(0);
    private final ActiveRequests active = new ActiveRequests(workers, METER, () -> 0);

    public Handover() {
      slot.begin(1, 1);
    }

    @Actor
    public void worker() {
      active.leaveWorker(active.ticket(slot, FIRST, 200));
      workers.end(slot, 1, false);
    }

    @Actor
    public void drain(II_Result seen) {
      seen.r1 = gauge(active);
      seen.r2 = active.running().size();
    }
  }

  private static int gauge(ActiveRequests active) {
    return (int)
        active.collect().getDataPoints().stream()
            .mapToDouble(GaugeDataPointSnapshot::getValue)
            .sum();
  }

  /** An asynchronous request that two threads end ends once. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "once")
  @Outcome(expect = FORBIDDEN, desc = "never or twice")
  @State
  public static class AsynchronousEnd {

    private final ActiveRequests active = new ActiveRequests(workers(), METER, () -> 0);
    private final Request request = new Request();
    private final ActiveRequests.Ticket ticket = active.ticket(request, FIRST, 200);

    public AsynchronousEnd() {
      active.leaveWorker(ticket);
    }

    @Actor
    public void listener(II_Result result) {
      result.r1 = active.end(ticket) ? 1 : 0;
    }

    @Actor
    public void otherListener(II_Result result) {
      result.r2 = active.end(ticket) ? 1 : 0;
    }
  }

  /**
   * A report about a running request describes that request, and never has the route of a later
   * one.
   */
  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "none")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the first")
  @Outcome(id = "2, 2, 2", expect = ACCEPTABLE, desc = "the second")
  @Outcome(id = "2, 2, 1", expect = ACCEPTABLE_INTERESTING, desc = "before its route is known")
  @Outcome(expect = FORBIDDEN, desc = "of both something")
  @State
  public static class NextRequest {

    private final WorkerTable workers = workers();
    private final WorkerSlot slot = workers.current(0);
    private final ActiveRequests active = new ActiveRequests(workers, METER, () -> 0);

    public NextRequest() {
      slot.begin(1, 1);
      slot.route(FIRST.number());
    }

    @Actor
    public void worker() {
      workers.end(slot, 1, false);
      slot.begin(2, 2);
      slot.route(SECOND.number());
    }

    @Actor
    public void watchdog(III_Result seen) {
      List<RunningRequest> running = active.running();
      if (!running.isEmpty()) {
        RunningRequest request = running.get(0);
        seen.r1 = (int) request.startNanos();
        seen.r2 = request.method().equals(METER.methods().label(1)) ? 1 : 2;
        seen.r3 = Integer.parseInt(request.route());
      }
    }
  }

  /**
   * A drain and a new request never miss each other: the request is refused, or the drain waits for
   * it.
   */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "refused")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "waited for")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "refused, and waited for")
  @Outcome(expect = FORBIDDEN, desc = "served, and cut")
  @State
  public static class Drain {

    private static final HttpServletRequest REQUEST = request();

    private final WorkerSlot slot = workers().current(0);
    private final DrainGuard guard = new DrainGuard();

    @Actor
    public void worker(II_Result result) {
      slot.begin(1, 1);
      result.r1 = guard.inspect(REQUEST, slot.writer()) != null ? 1 : 0;
    }

    @Actor
    public void drain(II_Result result) {
      guard.start();
      result.r2 = slot.isBusy() ? 1 : 0;
    }
  }

  private static WorkerTable workers() {
    return new WorkerTable(WorkerObserver.none(), e -> {});
  }

  /** Returns a request on which the guard must not call any method. */
  private static HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
              throw new AssertionError(method);
            });
  }

  /** Request that has left its worker. */
  private record Request(int method, long startNanos, int writer) implements RequestInFlight {

    Request() {
      this(1, 1, 0);
    }
  }
}
