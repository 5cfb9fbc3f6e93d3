package io.github.servletexporter.filter.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.failure.ExceptionListener;
import io.github.servletexporter.filter.guard.QueueDeadline;
import io.github.servletexporter.filter.guard.RejectionListener;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import io.github.servletexporter.filter.worker.WorkerObserver;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The handler of a forward or an error page replaces neither route nor exception of a request. */
class RedispatchesTest {

  private static final String TEMPLATE = "framework.template";
  private static final String SEEN = "framework.exception";
  private static final String JSP_EXCEPTION = "jakarta.servlet.jsp.jspException";

  private final List<String> reported = new ArrayList<>();
  private final RequestInstrumenter instrumenter =
      new RequestInstrumenter(settings(), Ticker.system());
  private final StubRequest request = new StubRequest();
  private final StubResponse response = new StubResponse();

  @Test
  void keepsTheTemplateOfTheFirstHandler() throws Exception {
    request(
        () -> {
          chooseHandler("/forwarded");
          forward("/*", () -> chooseHandler("/users/{id}"));
        });

    assertThat(route()).isEqualTo("/app/api/forwarded");
  }

  @Test
  void takesTheTemplateOfAForwardThatReachesTheFirstHandler() throws Exception {
    request.pattern("/old/*");
    request(() -> forward("/api/*", () -> chooseHandler("/users/{id}")));

    assertThat(route()).isEqualTo("/app/api/users/{id}");
  }

  @Test
  void takesTheMappingThatAFilterForwardsAnUnmappedRequestTo() throws Exception {
    request.pattern("/");
    request(() -> forward("/api/*", () -> {}));

    assertThat(route()).isEqualTo("/app/api/*");
  }

  @Test
  void keepsTheMappingOfAServletThatForwards() throws Exception {
    request.pattern("/");
    request(() -> new CallingServlet().call(() -> forward("*.jsp", () -> {})));

    assertThat(route()).isEqualTo("/app/");
  }

  @Test
  void keepsTheMappingWhenAFilterForwardsARefusalToAnErrorPage() throws Exception {
    request(
        () -> {
          response.setStatus(401);
          request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 401);
          forward("/*", () -> chooseHandler("/error"));
        });

    assertThat(route()).isEqualTo("/app/api/*");
  }

  @Test
  void countsAnExceptionAsUncaughtThatAFilterReplacedByAnErrorPage() throws Exception {
    request(
        () -> {
          chooseHandler("/broken");
          showError(RequestDispatcher.ERROR_EXCEPTION);
        });

    assertThat(labels("http_server_exceptions"))
        .containsExactly(
            Labels.of(
                "exception_type",
                "java.lang.UnsupportedOperationException",
                "http_route",
                "/app/api/broken",
                "handled",
                "false"));
    assertThat(labels("http_server_request_duration_seconds"))
        .extracting(labels -> labels.get("error_type"))
        .containsExactly("java.lang.UnsupportedOperationException");
    assertThat(reported)
        .containsExactly("java.lang.UnsupportedOperationException /app/api/broken 500");
  }

  @Test
  void countsAnExceptionAsHandledThatAServletShowsOnAPage() throws Exception {
    request(
        () -> {
          chooseHandler("/broken");
          new CallingServlet().call(() -> showError(RequestDispatcher.ERROR_EXCEPTION));
        });

    assertThat(labels("http_server_exceptions"))
        .extracting(labels -> labels.get("handled"))
        .containsExactly("true");
    assertThat(reported).isEmpty();
  }

  @Test
  void countsAnExceptionAsHandledThatAPageDeclaresAnErrorPageFor() throws Exception {
    request(() -> showError(JSP_EXCEPTION));

    assertThat(labels("http_server_exceptions"))
        .extracting(labels -> labels.get("handled"))
        .containsExactly("true");
  }

  @Test
  void countsAnExceptionAsHandledThatAFrameworkLeaves() throws Exception {
    request(
        () ->
            request.setAttribute(
                RequestDispatcher.ERROR_EXCEPTION,
                new UnsupportedOperationException("dealt with")));

    assertThat(labels("http_server_exceptions"))
        .extracting(labels -> labels.get("handled"))
        .containsExactly("true");
    assertThat(reported).isEmpty();
  }

  @Test
  void countsAnExceptionAsUncaughtThatAFilterSwallowsAfterTheCommit() throws Exception {
    request(() -> request.setAttribute(SEEN, new UnsupportedOperationException("too late")));

    assertThat(labels("http_server_exceptions"))
        .extracting(labels -> labels.get("handled"))
        .containsExactly("false");
    assertThat(labels("http_server_request_duration_seconds"))
        .extracting(labels -> labels.get("error_type"))
        .containsExactly("java.lang.UnsupportedOperationException");
  }

  @Test
  void countsAnExceptionOnceThatAFrameworkHasSeenAndHandled() throws Exception {
    Exception exception = new UnsupportedOperationException("dealt with");
    request(
        () -> {
          request.setAttribute(SEEN, exception);
          request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, exception);
        });

    assertThat(labels("http_server_exceptions"))
        .extracting(labels -> labels.get("handled"))
        .containsExactly("true");
    assertThat(labels("http_server_request_duration_seconds"))
        .extracting(labels -> labels.get("error_type"))
        .containsExactly("");
  }

  /** Does what an error page is shown with; the attributes are removed afterwards. */
  private void showError(String attribute) throws Exception {
    response.setStatus(500);
    request.setAttribute(attribute, new UnsupportedOperationException("not yet"));
    request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 500);
    forward("/*", () -> chooseHandler("/error"));
    request.setAttribute(attribute, null);
  }

  private void request(Step chain) throws Exception {
    instrumenter.filter(request, response, chain(chain));
  }

  /** Forwards the request as containers do: to the same filter, with the first mapping kept. */
  private void forward(String pattern, Step target) throws Exception {
    StubRequest first = new StubRequest();
    first.pattern(request.getHttpServletMapping().getPattern());
    request.setAttribute(RequestDispatcher.FORWARD_MAPPING, first.getHttpServletMapping());
    request.setAttribute(RequestDispatcher.FORWARD_REQUEST_URI, "/");
    String source = request.getHttpServletMapping().getPattern();
    request.dispatcherType(DispatcherType.FORWARD).pattern(pattern);
    instrumenter.filter(request, response, chain(target));
    request.dispatcherType(DispatcherType.REQUEST).pattern(source);
    request.setAttribute(RequestDispatcher.FORWARD_MAPPING, null);
  }

  private void chooseHandler(String template) {
    request.setAttribute(TEMPLATE, template);
  }

  private String route() {
    List<Labels> requests = labels("http_server_request_duration_seconds");
    assertThat(requests).hasSize(1);
    return requests.get(0).get("http_route");
  }

  private List<Labels> labels(String metric) {
    Stream<? extends DataPointSnapshot> points =
        instrumenter.requests().collect().stream()
            .filter(snapshot -> snapshot.getMetadata().getName().equals(metric))
            .map(MetricSnapshot::getDataPoints)
            .flatMap(List::stream);
    return points.map(DataPointSnapshot::getLabels).toList();
  }

  private FilterSettings settings() {
    return new FilterSettings(
        new WebApp("/app", RedispatchesTest.class.getClassLoader()),
        FramingMode.REJECT,
        SizeMode.DECLARED,
        RouteRules.none(),
        List.of(),
        new FrameworkAttributes(
            List.of(TEMPLATE), List.of(RequestDispatcher.ERROR_EXCEPTION), List.of(SEEN)),
        MeterConfig.defaults(),
        new Supervision(
            WorkerObserver.none(),
            true,
            QueueDeadline.off(),
            RejectionListener.none(),
            this::report,
            SlowRequestListener.none(),
            request -> null,
            servlet -> null,
            TraceSource.none()));
  }

  private void report(ExceptionListener.UncaughtException uncaught) {
    String type = uncaught.exception().getClass().getName();
    reported.add(type + " " + uncaught.route() + " " + uncaught.status());
  }

  private static FilterChain chain(Step step) {
    return (q, p) -> {
      try {
        step.run();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private interface Step {
    void run() throws Exception;
  }

  /** Servlet of an application, on whose stack a step runs. */
  private static final class CallingServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    void call(Step step) throws Exception {
      step.run();
    }
  }
}
