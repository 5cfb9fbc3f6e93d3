package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.Housekeeping;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.FilterSettings;
import io.github.servletexporter.filter.request.RequestInstrumenter;
import io.github.servletexporter.listener.RecordedLog;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.container.PoolSnapshot;
import io.github.servletexporter.listener.container.UnknownAdapter;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerWatchTest {

  private static final WebApp WEB_APP = new WebApp("/app", WorkerWatchTest.class.getClassLoader());
  private static final ServletContext CONTEXT =
      stub(
          ServletContext.class,
          Map.of("getContextPath", () -> "/app", "getClassLoader", WEB_APP::loader));

  private final AtomicLong nanos = new AtomicLong();
  private final RequestInstrumenter instrumenter =
      new RequestInstrumenter(FilterSettings.defaults(CONTEXT), nanos::get);
  private final AsyncContext async = stub(AsyncContext.class, Map.of());
  private final RecordedLog log = RecordedLog.of(StuckRequestWatchdog.class);
  private volatile boolean started;
  private volatile boolean dropped;

  @AfterEach
  void end() {
    log.close();
  }

  /** Nobody scrapes, and the test refers to the request, so no garbage collection can help. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30})
  void endsADroppedRequestInItsNextPass(int timeoutSeconds) throws Exception {
    Housekeeping.Task pass = watchdog(timeoutSeconds);
    HttpServletRequest request = startAsync();
    nanos.addAndGet(Duration.ofMillis(900).toNanos());
    pass.action().run();
    assertThat(durations()).isEmpty();

    dropped = true;
    nanos.addAndGet(pass.delay().toNanos());
    pass.action().run();

    assertThat(durations())
        .singleElement()
        .satisfies(
            duration -> {
              assertThat(duration.getLabels().get("error_type")).isEqualTo("_OTHER");
              assertThat(duration.getLabels().get("http_response_status_code")).isEqualTo("202");
            });
    assertThat(log.records()).as("stuck requests").isEmpty();
    assertThat(request).isNotNull();
  }

  @Test
  void looksForDroppedRequestsEverySecond() {
    assertThat(watchdog(0).delay()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  /** The pool has 8 threads, some of which may accept connections or serve other applications. */
  @ParameterizedTest
  @CsvSource({
    "8, 8, 8, true",
    "8, 4, 4, true",
    "8, 3, 3, false",
    "8, 7, 8, false",
    "7, 7, 7, false",
    "8, 0, 0, false"
  })
  void isSaturatedIfNoThreadIsFreeAndEveryWorkerIsStuck(
      int busyThreads, int stuck, int busyWorkers, boolean expected) {
    PoolSnapshot pool = new PoolSnapshot("qtp", busyThreads, 8 - busyThreads, 8, 8, 0, false);

    assertThat(WorkerWatch.isSaturated(pool, stuck, busyWorkers)).isEqualTo(expected);
  }

  @Test
  void isNotSaturatedIfTheContainerDoesNotKnowItsThreads() {
    PoolSnapshot pool = PoolSnapshot.withoutNumbers("qtp", false);

    assertThat(WorkerWatch.isSaturated(pool, 8, 8)).isFalse();
  }

  private Housekeeping.Task watchdog(int timeoutSeconds) {
    Config config =
        Config.builder().set(ConfigKey.WORKER_TIMEOUT, Duration.ofSeconds(timeoutSeconds)).build();
    WorkerSupervision supervision =
        new WorkerSupervision(WEB_APP, config, new UnknownAdapter(CONTEXT), new ToldEvents());
    WorkerWatch watch = new WorkerWatch(supervision, instrumenter, nanos::get, () -> true);
    return watch.tasks().stream()
        .filter(task -> task.name().equals("watchdog"))
        .findFirst()
        .orElseThrow();
  }

  private HttpServletRequest startAsync() throws Exception {
    HttpServletRequest request =
        stub(
            HttpServletRequest.class,
            Map.of(
                "getMethod", () -> "GET",
                "getProtocol", () -> "HTTP/1.1",
                "getContextPath", () -> "/app",
                "getRequestURI", () -> "/app/slow",
                "getContentLengthLong", () -> -1L,
                "getDispatcherType", () -> DispatcherType.REQUEST,
                "isAsyncStarted", () -> started,
                "getAsyncContext", () -> async,
                "isAsyncSupported", this::supported));
    HttpServletResponse response =
        stub(HttpServletResponse.class, Map.of("getStatus", () -> HttpServletResponse.SC_ACCEPTED));
    instrumenter.filter(request, response, (q, p) -> started = true);
    return request;
  }

  /** Throws what a facade of Tomcat throws once its request has been recycled. */
  private boolean supported() {
    if (dropped) {
      throw new IllegalStateException("recycled");
    }
    return true;
  }

  private List<HistogramDataPointSnapshot> durations() {
    return instrumenter.requests().collect().stream()
        .filter(s -> s.getMetadata().getName().equals("http_server_request_duration_seconds"))
        .flatMap(s -> s instanceof HistogramSnapshot histogram ? Stream.of(histogram) : Stream.of())
        .flatMap(histogram -> histogram.getDataPoints().stream())
        .toList();
  }

  /** Returns an object that answers some methods, and all others with null, 0 or false. */
  private static <T> T stub(Class<T> type, Map<String, Answer> answers) {
    Answer none = () -> null;
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              Object answer = answers.getOrDefault(called.getName(), none).get();
              if (answer != null || !called.getReturnType().isPrimitive()) {
                return answer;
              }
              return switch (called.getReturnType().getName()) {
                case "boolean" -> false;
                case "int" -> 0;
                case "long" -> 0L;
                default -> null;
              };
            }));
  }

  /** Answer of a method of a stub. */
  private interface Answer {
    @Nullable Object get();
  }
}
