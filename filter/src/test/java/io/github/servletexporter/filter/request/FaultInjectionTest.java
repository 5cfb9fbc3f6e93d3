package io.github.servletexporter.filter.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.BucketLayout;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.route.RouteResolver;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Unexpected behaviour of the application or the container. */
class FaultInjectionTest {

  private static final FilterChain OK = (request, response) -> {};

  private final StubRequest request = new StubRequest();
  private final StubResponse response = new StubResponse();

  @Test
  void refusesEvenIfTheResponseCannotBeWritten() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(100, RouteRules.none());
    AtomicBoolean chainRan = new AtomicBoolean();
    request.header("Transfer-Encoding", "x").header("Content-Length", "3");

    instrumenter.filter(
        request,
        new HttpServletResponseWrapper(response) {
          @Override
          public ServletOutputStream getOutputStream() {
            throw new IllegalStateException("an outer filter has called getWriter()");
          }
        },
        (q, p) -> chainRan.set(true));

    assertThat(chainRan).isFalse();
  }

  @Test
  void countsARequestWhoseExceptionThrowsInGetCause() {
    RequestInstrumenter instrumenter = instrumenter(100, RouteRules.none());

    assertThatThrownBy(
            () ->
                instrumenter.filter(
                    request,
                    response,
                    (q, p) -> {
                      throw new LazyCause();
                    }))
        .isInstanceOf(LazyCause.class);

    assertThat(requests(instrumenter)).isEqualTo(1);
  }

  @Test
  void countsObservationsInTheOverflowRoute() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(3, RouteRules.none());

    for (int i = 0; i < 10; i++) {
      StubRequest each = new StubRequest();
      each.setAttribute(RouteResolver.ATTRIBUTE, "/t" + i);
      instrumenter.filter(each, response, OK);
    }

    // Two of three routes are used before the first request: the unmatched one and the mapping.
    assertThat(counter(instrumenter, "servlet_metrics_series_dropped")).isEqualTo(9);
  }

  @Test
  void namesTheRouteOfTheFirstDispatchWithRules() throws Exception {
    RequestInstrumenter instrumenter =
        instrumenter(100, RouteRules.of(List.of("/first", "/second")));
    request.uri("/first");

    instrumenter.filter(
        request,
        response,
        (q, p) -> instrumenter.handled(new Forwarded(request), new IllegalStateException()));

    String route =
        find(instrumenter, "http_server_exceptions")
            .getDataPoints()
            .get(0)
            .getLabels()
            .get("http_route");
    assertThat(route).isEqualTo("/app/first");
  }

  @Test
  void forgetsAnAsynchronousRequestThatItCannotListenTo() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(100, RouteRules.none());

    instrumenter.filter(
        new HttpServletRequestWrapper(request) {
          @Override
          public boolean isAsyncStarted() {
            return true;
          }

          @Override
          public void setAttribute(String name, Object value) {
            throw new IllegalArgumentException("an attribute listener of the application");
          }
        },
        response,
        OK);

    assertThat(active(instrumenter)).isZero();
  }

  @Test
  void countsARequestThatTheContainerDropsSilently() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(100, RouteRules.none());

    startAsynchronouslyAndForget(instrumenter);
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (active(instrumenter) > 0 && System.nanoTime() < deadlineNanos) {
      System.gc();
    }

    assertThat(active(instrumenter)).isZero();
    assertThat(requests(instrumenter)).isEqualTo(1);
  }

  /** Drops the request and its listener, as Tomcat does when onAllDataRead throws. */
  private static void startAsynchronouslyAndForget(RequestInstrumenter instrumenter)
      throws Exception {
    AsyncContext deaf =
        (AsyncContext)
            Proxy.newProxyInstance(
                FaultInjectionTest.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> null);
    instrumenter.filter(
        new HttpServletRequestWrapper(new StubRequest()) {
          @Override
          public boolean isAsyncStarted() {
            return true;
          }

          @Override
          public AsyncContext getAsyncContext() {
            return deaf;
          }
        },
        new StubResponse(),
        OK);
    assertThat(active(instrumenter)).isEqualTo(1);
  }

  private static long active(RequestInstrumenter instrumenter) {
    return (long)
        instrumenter.activeRequests().getDataPoints().stream()
            .mapToDouble(GaugeDataPointSnapshot::getValue)
            .sum();
  }

  private static RequestInstrumenter instrumenter(int maxSeries, RouteRules rules) {
    return new RequestInstrumenter(
        new FilterSettings(
            new WebApp("/app", FaultInjectionTest.class.getClassLoader()),
            FramingMode.REJECT,
            SizeMode.OFF,
            rules,
            List.of(),
            FrameworkAttributes.none(),
            new MeterConfig(BucketLayout.DEFAULT_SECONDS, maxSeries, HttpMethods.defaults()),
            Supervision.none()),
        Ticker.system());
  }

  private static long requests(RequestInstrumenter instrumenter) {
    return ((HistogramSnapshot) find(instrumenter, "http_server_request_duration_seconds"))
        .getDataPoints().stream()
            .mapToLong(HistogramSnapshot.HistogramDataPointSnapshot::getCount)
            .sum();
  }

  private static double counter(RequestInstrumenter instrumenter, String name) {
    return ((CounterSnapshot) find(instrumenter, name))
        .getDataPoints().stream().mapToDouble(CounterDataPointSnapshot::getValue).sum();
  }

  private static MetricSnapshot find(RequestInstrumenter instrumenter, String name) {
    return instrumenter.requests().collect().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static final class Forwarded extends HttpServletRequestWrapper {

    Forwarded(StubRequest request) {
      super(request);
    }

    @Override
    public String getRequestURI() {
      return "/second";
    }

    @Override
    public Object getAttribute(String name) {
      return switch (name) {
        case RequestDispatcher.FORWARD_MAPPING -> getHttpServletMapping();
        case RequestDispatcher.FORWARD_REQUEST_URI -> "/first";
        default -> super.getAttribute(name);
      };
    }
  }

  private static final class LazyCause extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause now");
    }
  }
}
