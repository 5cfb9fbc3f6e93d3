package io.github.servletexporter.filter.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asynchronous requests that their container drops without calling a listener. */
class DroppedRequestTest {

  private final AtomicLong nanos = new AtomicLong();
  private final StubResponse response = new StubResponse();
  private final RequestInstrumenter instrumenter =
      new RequestInstrumenter(
          new FilterSettings(
              new WebApp("/app", DroppedRequestTest.class.getClassLoader()),
              FramingMode.REJECT,
              SizeMode.DECLARED,
              RouteRules.none(),
              List.of(),
              FrameworkAttributes.none(),
              MeterConfig.defaults(),
              Supervision.none()),
          nanos::get);

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, NullPointerException.class})
  void endWithTheirLastKnownStatus(Class<? extends RuntimeException> thrown) throws Exception {
    AsyncStub request = started();
    response.setStatus(503);
    instrumenter.running();
    response.setStatus(200);
    request.disconnected = thrown.getConstructor().newInstance();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));

    assertThat(instrumenter.running()).isEmpty();

    HistogramSnapshot.HistogramDataPointSnapshot duration = durations().get(0);
    Labels labels = duration.getLabels();
    assertThat(labels.get("http_response_status_code")).isEqualTo("503");
    assertThat(labels.get("error_type")).isEqualTo("_OTHER");
    assertThat(labels.get("http_route")).isEqualTo("/app/api/*");
    assertThat(duration.getSum()).isEqualTo(2.0);
  }

  @Test
  void endAsFailedAfterAnExceptionInADispatch() throws Exception {
    AsyncStub request = started();
    instrumenter.running();
    fail(request);
    instrumenter.running();
    drop(request);

    assertThat(counted()).containsExactly("500 java.lang.IllegalArgumentException");
  }

  @Test
  void endWithTheStatusThatAnErrorPageHasSetAfterAnException() throws Exception {
    AsyncStub request = started();
    fail(request);
    response.setStatus(418);
    instrumenter.running();
    drop(request);

    assertThat(counted()).containsExactly("418 java.lang.IllegalArgumentException");
  }

  @Test
  void endWithTheStatusThatWasSentBeforeAnException() throws Exception {
    AsyncStub request = started();
    response.committed = true;
    fail(request);
    response.setStatus(500);
    drop(request);

    assertThat(counted()).containsExactly("200 java.lang.IllegalArgumentException");
  }

  @Test
  void endAsFailedAfterATimeout() throws Exception {
    AsyncStub request = started();
    request.listeners.get(0).onTimeout(null);
    instrumenter.running();
    drop(request);

    assertThat(counted()).containsExactly("500 timeout");
  }

  /** The status is read first, then the dispatch fails, and only then is the status kept. */
  @Test
  void endAsFailedIfTheExceptionComesWhileTheyAreExamined() throws Exception {
    AsyncStub request = started();
    response.setStatus(202);
    request.onExamination =
        () -> {
          request.onExamination = () -> {};
          fail(request);
        };
    instrumenter.running();
    drop(request);

    assertThat(counted()).containsExactly("500 java.lang.IllegalArgumentException");
  }

  @Test
  void endAtAScrapeToo() throws Exception {
    AsyncStub request = started();
    request.disconnected = new IllegalStateException();

    instrumenter.activeRequests();

    assertThat(durations()).hasSize(1);
  }

  @Test
  void endOnce() throws Exception {
    AsyncStub request = started();
    request.disconnected = new IllegalStateException();

    instrumenter.running();
    instrumenter.running();
    request.listeners.get(0).onComplete(null);

    assertThat(durations()).singleElement().satisfies(d -> assertThat(d.getCount()).isOne());
  }

  @Test
  void areFoundAmongMoreThanOnePassExamines() throws Exception {
    List<AsyncStub> requests = new ArrayList<>();
    for (int i = 0; i <= ActiveRequests.MAX_EXAMINED; i++) {
      requests.add(started());
    }
    requests.forEach(request -> request.disconnected = new IllegalStateException());

    assertThat(instrumenter.running()).hasSize(1);
    assertThat(instrumenter.running()).isEmpty();
  }

  @Test
  void areNotThoseThatContinue() throws Exception {
    started();

    assertThat(instrumenter.running()).hasSize(1);
    assertThat(durations()).isEmpty();
  }

  /** Fails in an ASYNC dispatch. */
  private void fail(AsyncStub request) {
    request.dispatcherType(DispatcherType.ASYNC);
    assertThatThrownBy(
            () ->
                instrumenter.filter(
                    withoutWrapper(HttpServletRequest.class, request),
                    withoutWrapper(HttpServletResponse.class, response),
                    (q, p) -> {
                      throw new IllegalArgumentException("on purpose");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void drop(AsyncStub request) {
    request.disconnected = new IllegalStateException();
    assertThat(instrumenter.running()).isEmpty();
  }

  /** Returns the status and the error type of each request that was counted. */
  private List<String> counted() {
    return durations().stream()
        .map(HistogramSnapshot.HistogramDataPointSnapshot::getLabels)
        .map(labels -> labels.get("http_response_status_code") + " " + labels.get("error_type"))
        .toList();
  }

  private AsyncStub started() throws Exception {
    AsyncStub request = new AsyncStub();
    instrumenter.filter(
        withoutWrapper(HttpServletRequest.class, request),
        withoutWrapper(HttpServletResponse.class, response),
        (q, p) -> request.started = true);
    return request;
  }

  /**
   * Returns an object that passes all calls on to a stub and, like a container's, wraps nothing.
   */
  private static <T> T withoutWrapper(Class<T> type, T stub) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              try {
                return called.invoke(stub, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private List<HistogramSnapshot.HistogramDataPointSnapshot> durations() {
    return instrumenter.requests().collect().stream()
        .filter(s -> s.getMetadata().getName().equals("http_server_request_duration_seconds"))
        .map(HistogramSnapshot.class::cast)
        .findFirst()
        .orElseThrow()
        .getDataPoints();
  }

  /** Request that has started asynchronous processing, and whose container can disconnect it. */
  private static final class AsyncStub extends StubRequest {

    final List<AsyncListener> listeners = new ArrayList<>();
    boolean started;
    @Nullable RuntimeException disconnected;
    Runnable onExamination = () -> {};

    @Override
    public AsyncContext getAsyncContext() {
      return (AsyncContext)
          Proxy.newProxyInstance(
              AsyncContext.class.getClassLoader(),
              new Class<?>[] {AsyncContext.class},
              (proxy, called, arguments) -> {
                assertThat(called.getName()).isEqualTo("addListener");
                listeners.add((AsyncListener) arguments[0]);
                return null;
              });
    }

    @Override
    public boolean isAsyncStarted() {
      return started;
    }

    @Override
    public boolean isAsyncSupported() {
      onExamination.run();
      if (disconnected != null) {
        throw disconnected;
      }
      return true;
    }
  }
}
