package io.github.servletexporter.filter.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.failure.ExceptionListener;
import io.github.servletexporter.filter.failure.ExceptionListener.UncaughtException;
import io.github.servletexporter.filter.guard.QueueDeadline;
import io.github.servletexporter.filter.guard.TrustedProxies;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.filter.setting.DeadlineAction;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.filter.worker.WorkerBudget;
import io.github.servletexporter.filter.worker.WorkerObserver;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Supervision of requests: workers, drain, deadline. */
class SupervisionTest {

  private static final FilterChain OK = (request, response) -> {};
  private static final InstantSource NOW = InstantSource.fixed(Instant.ofEpochSecond(1_000_000));

  private final AtomicLong nanos = new AtomicLong(5);
  private final List<String> rejections = new ArrayList<>();
  private final OneWorker worker = new OneWorker();
  private final StubRequest request = new StubRequest();
  private final StubResponse response = new StubResponse();
  private boolean closesOnOvershoot = true;
  private QueueDeadline deadline = QueueDeadline.off();
  private final List<UncaughtException> told = new ArrayList<>();
  private ExceptionListener exceptions = told::add;
  private final SlowOnes slow = new SlowOnes();

  @Test
  void countsRequestsFailuresAndBusyTimeOfAWorker() throws Exception {
    RequestInstrumenter instrumenter = instrumenter();

    instrumenter.filter(request, response, (q, p) -> nanos.addAndGet(70));
    assertThatThrownBy(
            () ->
                instrumenter.filter(
                    request,
                    response,
                    (q, p) -> {
                      nanos.addAndGet(30);
                      throw new IOException("the application's");
                    }))
        .isInstanceOf(IOException.class);

    WorkerSlot slot = instrumenter.workers().live().iterator().next();
    assertThat(slot.requests()).isEqualTo(2);
    assertThat(slot.failedRequests()).isOne();
    assertThat(slot.busyNanos()).isEqualTo(100);
    assertThat(slot.isBusy()).isFalse();
  }

  @Test
  void reportsARequestThatHasTakenLong() throws Exception {
    RequestInstrumenter instrumenter = instrumenter();
    request.header("traceparent", "of the client");
    response.setStatus(404);

    instrumenter.filter(request, response, (q, p) -> nanos.addAndGet(SlowOnes.LEAST - 1));
    instrumenter.filter(request, response, (q, p) -> nanos.addAndGet(SlowOnes.LEAST));

    assertThat(slow.reported)
        .containsExactly(
            new SlowRequestListener.EndedRequest(
                "GET", "/app/api/*", 404, SlowOnes.LEAST, "of the client"));
  }

  @Test
  void doesNotReportRequestsThatAreMeantToLast() throws Exception {
    RequestInstrumenter instrumenter = instrumenter();

    instrumenter.filter(
        request,
        response,
        (q, p) -> {
          p.setContentType("text/event-stream;charset=UTF-8");
          nanos.addAndGet(SlowOnes.LEAST);
        });
    response.setContentType("text/html");
    response.setStatus(101);
    instrumenter.filter(request, response, (q, p) -> nanos.addAndGet(SlowOnes.LEAST));

    assertThat(slow.reported).isEmpty();
  }

  @Test
  void reportsAnUncaughtExceptionOnce() {
    RequestInstrumenter instrumenter = instrumenter();
    IOException thrown = new IOException("the application's");
    request.header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    assertThatThrownBy(
            () ->
                instrumenter.filter(
                    request,
                    response,
                    (q, p) -> {
                      throw new ServletException(thrown);
                    }))
        .hasCause(thrown);
    instrumenter.handled(request, thrown);

    assertThat(told)
        .containsExactly(
            new UncaughtException(
                thrown,
                "GET",
                "/app/api/*",
                500,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
  }

  @Test
  void doesNotReportAnExceptionThatTheApplicationHandled() throws Exception {
    RequestInstrumenter instrumenter = instrumenter();

    instrumenter.filter(
        request, response, (q, p) -> instrumenter.handled(request, new IOException("dealt with")));

    assertThat(told).isEmpty();
  }

  @Test
  void servesTheRequestWhenTheExceptionListenerFails() {
    exceptions =
        exception -> {
          throw new IllegalStateException("the listener's");
        };
    RequestInstrumenter instrumenter = instrumenter();
    IOException thrown = new IOException("the application's");

    assertThatThrownBy(
            () ->
                instrumenter.filter(
                    request,
                    response,
                    (q, p) -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    HistogramSnapshot durations =
        (HistogramSnapshot) find(instrumenter, "http_server_request_duration_seconds");
    assertThat(durations.getDataPoints()).hasSize(1);
    assertThat(durations.getDataPoints().get(0).getLabels().get("http_response_status_code"))
        .isEqualTo("500");
  }

  @Test
  void showsARequestWhileItRuns() throws Exception {
    RequestInstrumenter instrumenter = instrumenter();
    List<RunningRequest> seen = new ArrayList<>();

    instrumenter.filter(
        request,
        response,
        (q, p) -> {
          seen.addAll(instrumenter.running());
        });

    assertThat(seen).hasSize(1);
    RunningRequest running = seen.get(0);
    assertThat(running.thread()).isSameAs(Thread.currentThread());
    assertThat(running.pool()).isEqualTo("pool");
    assertThat(running.method()).isEqualTo("GET");
    assertThat(running.route()).isEqualTo("/app/api/*");
    assertThat(running.startNanos()).isEqualTo(5);
    assertThat(instrumenter.running()).isEmpty();
  }

  @Test
  void givesEachRequestOfAThreadADifferentKey() throws Exception {
    RequestInstrumenter instrumenter = instrumenter();
    List<Object> keys = new ArrayList<>();
    FilterChain look =
        (q, p) -> {
          keys.add(instrumenter.running().get(0).key());
          keys.add(instrumenter.running().get(0).key());
          nanos.incrementAndGet();
        };

    instrumenter.filter(request, response, look);
    instrumenter.filter(request, response, look);

    assertThat(keys.get(0)).isEqualTo(keys.get(1));
    assertThat(keys.get(2)).isEqualTo(keys.get(3)).isNotEqualTo(keys.get(0));
  }

  @Test
  void reportsADueWorkerOnce() throws Exception {
    worker.budget.set(2);
    RequestInstrumenter instrumenter = instrumenter();

    instrumenter.filter(request, response, OK);
    assertThat(worker.due).isZero();
    instrumenter.filter(request, response, OK);
    instrumenter.filter(request, response, OK);

    assertThat(worker.due).isOne();
  }

  @Test
  void closesTheConnectionOfARequestThatStartsOverTheLimit() throws Exception {
    worker.budget.set(1);
    RequestInstrumenter instrumenter = instrumenter();

    instrumenter.filter(request, response, OK);
    assertThat(response.getHeader("Connection")).isNull();
    instrumenter.filter(request, response, OK);

    assertThat(response.getHeader("Connection")).isEqualTo("close");
  }

  @Test
  void keepsConnectionsOfHttp2AndWhenSwitchedOff() throws Exception {
    worker.budget.set(1);
    RequestInstrumenter instrumenter = instrumenter();
    instrumenter.filter(request, response, OK);
    instrumenter.filter(new StubRequest().protocol("HTTP/2.0"), response, OK);
    closesOnOvershoot = false;
    instrumenter().filter(request, response, OK);

    assertThat(response.getHeader("Connection")).isNull();
  }

  @Test
  void endsAWorkerByAge() throws Exception {
    worker.lifetimeNanos = 100;
    RequestInstrumenter instrumenter = instrumenter();

    instrumenter.filter(request, response, (q, p) -> nanos.addAndGet(99));
    assertThat(worker.due).isZero();
    instrumenter.filter(request, response, (q, p) -> nanos.addAndGet(1));

    assertThat(worker.due).isOne();
    assertThat(worker.budget).hasValue(WorkerBudget.ENDED_BY_AGE);
  }

  @Test
  void refusesNewRequestsWhileItDrains() throws Exception {
    RequestInstrumenter instrumenter = instrumenter();
    instrumenter.drain();

    instrumenter.filter(request, response, (q, p) -> response.setStatus(201));

    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Connection")).isEqualTo("close");
    assertThat(response.getHeader("Retry-After")).isEqualTo("5");
    assertThat(rejections).containsExactly("DRAIN  503 GET /app/api/*");
  }

  @Test
  void admitsLaterDispatchesWhileItDrains() throws Exception {
    RequestInstrumenter instrumenter = instrumenter();
    instrumenter.drain();

    request.dispatcherType(jakarta.servlet.DispatcherType.ASYNC);
    instrumenter.filter(request, response, (q, p) -> response.setStatus(201));

    assertThat(response.getStatus()).isEqualTo(201);
  }

  @Test
  void refusesAmbiguousFramingFirst() throws Exception {
    RequestInstrumenter instrumenter = instrumenter();
    instrumenter.drain();

    request.header("Transfer-Encoding", "identity");
    instrumenter.filter(request, response, OK);

    assertThat(response.getStatus()).isEqualTo(400);
    assertThat(rejections).hasSize(1).allMatch(text -> text.startsWith("FRAMING "));
  }

  @Test
  void shedsARequestThatHasWaitedTooLong() throws Exception {
    deadline = deadline(DeadlineAction.SHED);
    RequestInstrumenter instrumenter = instrumenter();

    request.header("X-Request-Start", "t=999989.500");
    instrumenter.filter(request, response, (q, p) -> response.setStatus(201));

    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(rejections).containsExactly("DEADLINE  503 GET /app/api/*");
    assertThat(stale(instrumenter, "shed")).isOne();
    HistogramSnapshot waits =
        (HistogramSnapshot) find(instrumenter, "http_server_queue_duration_seconds");
    assertThat(waits.getDataPoints().get(0).getSum()).isEqualTo(10.5);
  }

  @Test
  void onlyCountsAStaleRequestWhenItObserves() throws Exception {
    deadline = deadline(DeadlineAction.OBSERVE);
    RequestInstrumenter instrumenter = instrumenter();

    request.header("X-Request-Start", "t=999989.500");
    instrumenter.filter(request, response, (q, p) -> response.setStatus(201));

    assertThat(response.getStatus()).isEqualTo(201);
    assertThat(stale(instrumenter, "observed")).isOne();
    assertThat(rejections).isEmpty();
  }

  @Test
  void observesWaitsWithinTheDeadline() throws Exception {
    deadline = deadline(DeadlineAction.SHED);
    RequestInstrumenter instrumenter = instrumenter();

    request.header("X-Request-Start", "t=999999.900");
    instrumenter.filter(request, response, (q, p) -> response.setStatus(201));

    assertThat(response.getStatus()).isEqualTo(201);
    assertThat(stale(instrumenter, "shed")).isZero();
  }

  @Test
  void servesTheRequestWhenTheObserverFails() throws Exception {
    worker.failing = true;
    RequestInstrumenter instrumenter = instrumenter();

    instrumenter.filter(request, response, (q, p) -> response.setStatus(201));

    assertThat(response.getStatus()).isEqualTo(201);
    CounterSnapshot errors = (CounterSnapshot) find(instrumenter, "servlet_metrics_errors");
    assertThat(
            errors.getDataPoints().stream()
                .filter(point -> "worker".equals(point.getLabels().get("component")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum())
        .isEqualTo(2);
  }

  private static QueueDeadline deadline(DeadlineAction action) {
    return new QueueDeadline(
        TrustedProxies.of(List.of("127.0.0.1")), Duration.ofSeconds(10), action, NOW);
  }

  private RequestInstrumenter instrumenter() {
    FilterSettings settings =
        new FilterSettings(
            new WebApp("/app", SupervisionTest.class.getClassLoader()),
            FramingMode.REJECT,
            SizeMode.OFF,
            RouteRules.none(),
            List.of(),
            FrameworkAttributes.none(),
            MeterConfig.defaults(),
            new Supervision(
                worker,
                closesOnOvershoot,
                deadline,
                (kind, detail, status, method, route) ->
                    rejections.add(
                        String.join(
                            " ", kind.name(), detail, Integer.toString(status), method, route)),
                exceptions,
                slow,
                request -> null,
                servlet -> null,
                TraceSource.none()));
    return new RequestInstrumenter(settings, nanos::get);
  }

  private static double stale(RequestInstrumenter instrumenter, String action) {
    CounterSnapshot counter = (CounterSnapshot) find(instrumenter, "servlet_stale_requests");
    return counter.getDataPoints().stream()
        .filter(point -> action.equals(point.getLabels().get("action")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private static MetricSnapshot find(RequestInstrumenter instrumenter, String name) {
    return instrumenter.requests().collect().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static final class SlowOnes implements SlowRequestListener {
    static final long LEAST = 1_000;
    final List<EndedRequest> reported = new ArrayList<>();

    @Override
    public long leastNanos() {
      return LEAST;
    }

    @Override
    public void ended(EndedRequest ended) {
      reported.add(ended);
    }
  }

  private static final class OneWorker implements WorkerObserver {

    final WorkerBudget budget = WorkerBudget.unlimited();
    long lifetimeNanos = Long.MAX_VALUE;
    boolean failing;
    int due;

    @Override
    public Assignment assign(Thread thread) {
      failIfAsked();
      return new Assignment("pool", budget, lifetimeNanos);
    }

    @Override
    public void started(WorkerSlot slot) {
      failIfAsked();
    }

    @Override
    public void due(WorkerSlot slot) {
      due++;
    }

    @Override
    public void ended(EndedWorker worker) {}

    private void failIfAsked() {
      if (failing) {
        throw new IllegalStateException("an observer's bug");
      }
    }
  }
}
