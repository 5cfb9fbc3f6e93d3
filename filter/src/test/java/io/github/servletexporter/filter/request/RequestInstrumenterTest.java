package io.github.servletexporter.filter.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RequestInstrumenterTest {

  private static final FilterChain OK = (request, response) -> {};
  private static final String LIBERTY =
      "com.ibm.ws.webcontainer.extension.DefaultExtensionProcessor";

  private final AtomicLong nanos = new AtomicLong();
  private final StubRequest request = new StubRequest();
  private final StubResponse response = new StubResponse();

  @Test
  void recordsTheTimeBetweenEntryAndReturn() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());

    instrumenter.filter(
        request, response, (q, p) -> nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(30)));

    HistogramSnapshot durations = durations(instrumenter);
    assertThat(durations.getDataPoints()).hasSize(1);
    assertThat(durations.getDataPoints().get(0).getSum()).isEqualTo(0.03);
    assertThat(label(instrumenter, "http_request_method")).isEqualTo("GET");
    assertThat(label(instrumenter, "http_route")).isEqualTo("/app/api/*");
    assertThat(label(instrumenter, "http_response_status_code")).isEqualTo("200");
    assertThat(label(instrumenter, "error_type")).isEmpty();
  }

  @Test
  void rethrowsTheSameThrowableAndCountsIt() {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());
    AssertionError thrown = new AssertionError("the application's");

    assertThatThrownBy(
            () ->
                instrumenter.filter(
                    request,
                    response,
                    (q, p) -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    assertThat(label(instrumenter, "error_type")).isEqualTo("java.lang.AssertionError");
    assertThat(label(instrumenter, "http_response_status_code")).isEqualTo("500");
    assertThat(counter(instrumenter, "http_server_exceptions", "handled", "false")).isEqualTo(1);
  }

  /** Liberty throws through the filters and answers 404 afterwards. */
  @Test
  void countsAPathThatLibertyDoesNotFindWith404AndWithoutAnException() {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());

    failWithoutFile(instrumenter, LIBERTY, "com.ibm.ws.webcontainer.webapp.WebApp");

    assertThat(label(instrumenter, "http_response_status_code")).isEqualTo("404");
    assertThat(label(instrumenter, "error_type")).isEmpty();
    assertThat(counter(instrumenter, "http_server_exceptions", "handled", "false")).isZero();
  }

  @Test
  void countsAFileThatAnApplicationOnLibertyDoesNotFindWith404AndAsItsException() {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());

    failWithoutFile(instrumenter, "com.example.Downloads", LIBERTY);

    assertThat(label(instrumenter, "http_response_status_code")).isEqualTo("404");
    assertThat(label(instrumenter, "error_type")).isEqualTo("java.io.FileNotFoundException");
    assertThat(counter(instrumenter, "http_server_exceptions", "handled", "false")).isEqualTo(1);
  }

  @Test
  void countsAFileThatAnApplicationElsewhereDoesNotFindWith500() {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());

    failWithoutFile(instrumenter, "com.example.Downloads", "org.apache.catalina.Wrapper");

    assertThat(label(instrumenter, "http_response_status_code")).isEqualTo("500");
    assertThat(label(instrumenter, "error_type")).isEqualTo("java.io.FileNotFoundException");
  }

  private void failWithoutFile(RequestInstrumenter instrumenter, String... stack) {
    FileNotFoundException thrown = new FileNotFoundException("/nothing");
    thrown.setStackTrace(
        Arrays.stream(stack)
            .map(type -> new StackTraceElement(type, "handleRequest", null, -1))
            .toArray(StackTraceElement[]::new));
    assertThatThrownBy(
            () ->
                instrumenter.filter(
                    request,
                    response,
                    (q, p) -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
  }

  @Test
  void countsARequestThroughTwoFiltersOnce() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());

    instrumenter.filter(request, response, (q, p) -> instrumenter.filter(request, response, OK));

    assertThat(durations(instrumenter).getDataPoints().get(0).getCount()).isEqualTo(1);
  }

  @Test
  void passesForwardsAndIncludesThrough() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());

    instrumenter.filter(request.dispatcherType(DispatcherType.FORWARD), response, OK);
    instrumenter.filter(request.dispatcherType(DispatcherType.INCLUDE), response, OK);

    assertThat(durations(instrumenter).getDataPoints()).isEmpty();
  }

  @Test
  void showsARequestInFlightAndForgetsItAfterwards() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());
    AtomicLong during = new AtomicLong();

    instrumenter.filter(request, response, (q, p) -> during.set(active(instrumenter)));

    assertThat(during).hasValue(1);
    assertThat(active(instrumenter)).isZero();
  }

  @Test
  void refusesAmbiguousFramingWithoutTheChain() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());
    request.header("Transfer-Encoding", "chunked").header("Content-Length", "3");

    instrumenter.filter(
        request,
        response,
        (q, p) -> {
          throw new ServletException("the chain was called");
        });

    assertThat(response.getStatus()).isEqualTo(400);
    assertThat(response.headers).containsEntry("Connection", "close");
    assertThat(response.body.toString()).contains("transfer_encoding_with_content_length");
    assertThat(
            counter(
                instrumenter,
                "servlet_framing_violations",
                "violation",
                "transfer_encoding_with_content_length"))
        .isEqualTo(1);
    assertThat(label(instrumenter, "http_response_status_code")).isEqualTo("400");
    assertThat(label(instrumenter, "error_type")).isEqualTo("refused");
  }

  @Test
  void onlyCountsAmbiguousFramingWhenObserving() throws Exception {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.OBSERVE, List.of());
    request.header("Transfer-Encoding", "chunked").header("Content-Length", "3");

    instrumenter.filter(request, response, (q, p) -> response.setStatus(202));

    assertThat(response.getStatus()).isEqualTo(202);
    assertThat(
            counter(
                instrumenter,
                "servlet_framing_violations",
                "violation",
                "transfer_encoding_with_content_length"))
        .isEqualTo(1);
  }

  @Test
  void servesTheRequestWhenARouteProviderFails() throws Exception {
    Function<HttpServletRequest, String> broken =
        q -> {
          throw new IllegalStateException("a provider's bug");
        };
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of(broken));

    instrumenter.filter(request, response, (q, p) -> response.setStatus(201));

    assertThat(response.getStatus()).isEqualTo(201);
    assertThat(counter(instrumenter, "servlet_metrics_errors", "component", "route")).isEqualTo(1);
    assertThat(label(instrumenter, "http_route")).isEqualTo("/app/api/*");
  }

  @Test
  void servesTheRequestWhenTheClockFails() throws Exception {
    Ticker broken = new FailingTicker();
    RequestInstrumenter instrumenter =
        new RequestInstrumenter(settings(FramingMode.REJECT, List.of()), broken);

    instrumenter.filter(request, response, (q, p) -> response.setStatus(201));
    instrumenter.filter(request, response, (q, p) -> response.setStatus(202));

    assertThat(response.getStatus()).isEqualTo(202);
    assertThat(counter(instrumenter, "servlet_metrics_errors", "component", "request"))
        .isEqualTo(2);
    assertThat(active(instrumenter)).isZero();
  }

  @Test
  void countsAnExceptionThatTheApplicationReportsAsHandled() {
    RequestInstrumenter instrumenter = instrumenter(FramingMode.REJECT, List.of());
    Exception caught = new IOException("dealt with");

    instrumenter.handled(request, caught);
    instrumenter.handled(request, caught);

    assertThat(counter(instrumenter, "http_server_exceptions", "handled", "true")).isEqualTo(1);
  }

  private RequestInstrumenter instrumenter(
      FramingMode framing, List<Function<HttpServletRequest, String>> providers) {
    return new RequestInstrumenter(settings(framing, providers), nanos::get);
  }

  private static FilterSettings settings(
      FramingMode framing, List<Function<HttpServletRequest, String>> providers) {
    return new FilterSettings(
        new WebApp("/app", RequestInstrumenterTest.class.getClassLoader()),
        framing,
        SizeMode.DECLARED,
        RouteRules.none(),
        providers,
        FrameworkAttributes.none(),
        MeterConfig.defaults(),
        Supervision.none());
  }

  private static HistogramSnapshot durations(RequestInstrumenter instrumenter) {
    return (HistogramSnapshot) find(instrumenter, "http_server_request_duration_seconds");
  }

  private static double counter(
      RequestInstrumenter instrumenter, String name, String label, String value) {
    return ((CounterSnapshot) find(instrumenter, name))
        .getDataPoints().stream()
            .filter(point -> value.equals(point.getLabels().get(label)))
            .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
            .sum();
  }

  private static long active(RequestInstrumenter instrumenter) {
    return (long)
        instrumenter.activeRequests().getDataPoints().stream()
            .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
            .sum();
  }

  private static MetricSnapshot find(RequestInstrumenter instrumenter, String name) {
    return instrumenter.requests().collect().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns a label of the only series of durations. */
  private static String label(RequestInstrumenter instrumenter, String name) {
    return durations(instrumenter).getDataPoints().get(0).getLabels().get(name);
  }

  /** Ticker that works while the instrumenter is built and fails afterwards. */
  private static final class FailingTicker implements Ticker {

    private boolean built;

    @Override
    public long nanos() {
      if (built) {
        throw new IllegalStateException("no clock");
      }
      built = true;
      return 0;
    }
  }
}
