package io.github.servletexporter.example;

import io.github.servletexporter.example.ExampleTraffic.Step;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fault that the example can play.
 *
 * @param what what happens
 * @param lookAt where to see it, one line each
 * @param alerts alerts of docs/prometheus/alerts.yml that fire
 * @param steps requests that cause it, repeated side by side
 */
record Incident(String what, List<String> lookAt, List<String> alerts, List<Step> steps) {

  /** More requests than the pool has threads. */
  private static final int BLOCKED_REQUESTS = 32;

  Incident {
    lookAt = List.copyOf(lookAt);
    alerts = List.copyOf(alerts);
    steps = List.copyOf(steps);
  }

  /**
   * Returns the incidents in the order in which they are played.
   *
   * @param application the base URL of the example
   * @param metricsPort the base URL of the metrics port
   */
  static List<Incident> all(String application, String metricsPort) {
    ExampleClient client = new ExampleClient(application);
    return List.of(
        slowDependency(client, application, metricsPort),
        exceptionStorm(client, metricsPort),
        smuggling(client, metricsPort),
        routeExplosion(client, metricsPort));
  }

  private static Incident slowDependency(
      ExampleClient client, String application, String metricsPort) {
    return new Incident(
        "A service that the application calls does not answer: every thread waits for it.",
        List.of(
            application + "/metrics gets no answer, " + metricsPort + "/metrics does",
            metricsPort + "/status names the stuck requests and shows their stacks",
            metricsPort + "/-/ready answers 503"),
        List.of("ServletPoolBusy", "ServletPoolQueue", "ServletWorkersStuck"),
        Collections.nCopies(BLOCKED_REQUESTS, () -> client.get("/dependency")));
  }

  private static Incident exceptionStorm(ExampleClient client, String metricsPort) {
    return new Incident(
        "A new version throws an exception for one route.",
        List.of(
            metricsPort + "/status counts the exceptions by class and route",
            "http_server_exceptions_total{handled=\"false\"}"),
        List.of("ServletErrorBudgetBurnsFast", "ServletExceptionsJump"),
        Collections.nCopies(2, () -> client.get("/broken-release")));
  }

  private static Incident smuggling(ExampleClient client, String metricsPort) {
    return new Incident(
        "Someone sends requests with ambiguous framing, to smuggle a second request behind them.",
        List.of(
            metricsPort + "/status lists the framing violations, all of them rejected",
            "servlet_framing_violations_total{action=\"rejected\"}"),
        List.of("ServletSmugglingAttempts"),
        List.of(client::smuggle));
  }

  private static Incident routeExplosion(ExampleClient client, String metricsPort) {
    AtomicInteger user = new AtomicInteger();
    return new Incident(
        "The application sets routes that contain the numbers of users.",
        List.of(
            metricsPort + "/metrics stays small: max-series is 200 here, the rest is _other",
            "servlet_metrics_series_dropped_total"),
        List.of("ServletSeriesDropped"),
        Collections.nCopies(4, () -> client.get("/user?id=" + user.incrementAndGet())));
  }
}
