package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.RecordedExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routing, authentication and limits in front of endpoints. */
class EndpointsTest {

  private static final Authenticator OPEN = authenticator(null, null, null);
  private static final Authenticator CLOSED = authenticator(null, null, "t0ken");
  private static final Endpoint OK = exchange -> PlainAnswer.send(exchange, 200, "ok");

  @ParameterizedTest
  @CsvSource({
    "GET, /metrics, metrics",
    "GET, /metrics/all, all",
    "GET, /metrics/more, metrics",
    "HEAD, /metrics, ''",
    "GET, /metricsx, not found",
    "GET, //metrics, not found",
    "GET, /other, not found",
    "POST, /metrics, method not allowed; use GET or HEAD"
  })
  void findsTheEndpointOfAPath(String method, String path, String answer) throws Exception {
    Map<String, Endpoint> endpoints =
        Map.of(
            "/metrics", exchange -> PlainAnswer.send(exchange, 200, "metrics"),
            "/metrics/all", exchange -> PlainAnswer.send(exchange, 200, "all"));

    RecordedExchange exchange =
        handle(new EndpointRouter(OPEN, endpoints), new RecordedExchange(method, path));

    assertThat(exchange.text().strip()).isEqualTo(answer);
  }

  @Test
  void listsPathsToAuthenticatedClientsOnly() throws Exception {
    EndpointRouter router = new EndpointRouter(CLOSED, Map.of("/hidden", OK));

    assertThat(handle(router, get("/")).status).isEqualTo(401);
    assertThat(handle(router, get("/")).text()).doesNotContain("hidden");
    assertThat(handle(router, get("/").with("Authorization", "Bearer t0ken")).text())
        .isEqualTo("/hidden\n");
  }

  @Test
  void admitsClientsWithCredentials() throws Exception {
    Endpoint endpoint = CLOSED.protect(OK);

    RecordedExchange refused = handle(endpoint, get("/"));

    assertThat(refused.status).isEqualTo(401);
    assertThat(refused.headers).containsEntry("WWW-Authenticate", "Bearer realm=\"metrics\"");
    assertThat(handle(endpoint, get("/").with("Authorization", "Bearer t0ken")).status)
        .isEqualTo(200);
  }

  @Test
  void sendsReasonsToAuthenticatedClientsOnly() throws Exception {
    Endpoint health =
        new HealthEndpoint(
            CLOSED, () -> List.of("it drains"), Optional::empty, () -> Optional.of("moved"));

    assertThat(handle(health, get("/app/-/healthy")).text()).isEqualTo("healthy\n");
    assertThat(handle(health, get("/app/-/ready")).status).isEqualTo(503);
    assertThat(handle(health, get("/app/-/ready")).text()).isEqualTo("not ready\n");
    assertThat(handle(health, get("/-/ready").with("Authorization", "Bearer t0ken")).text())
        .isEqualTo("not ready: it drains; moved\n");
  }

  @Test
  void addsANoticeToReadiness() throws Exception {
    Endpoint health =
        new HealthEndpoint(CLOSED, List::of, Optional::empty, () -> Optional.of("moved"));

    assertThat(handle(health, get("/-/ready")).text()).isEqualTo("ready\n");
    RecordedExchange known = handle(health, get("/-/ready").with("Authorization", "Bearer t0ken"));
    assertThat(known.status).isEqualTo(200);
    assertThat(known.text()).isEqualTo("ready; moved\n");
  }

  private static RecordedExchange get(String path) {
    return new RecordedExchange("GET", path);
  }

  private static RecordedExchange handle(Endpoint endpoint, RecordedExchange exchange) {
    try {
      endpoint.handle(exchange);
      return exchange;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Authenticator authenticator(String user, String password, String token) {
    WebApp webApp = new WebApp("/app", EndpointsTest.class.getClassLoader());
    return new Authenticator(user, password, token, new AuthFailures(webApp, Ticker.system()));
  }
}
