package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.EndpointPlace;
import io.github.servletexporter.listener.config.PagePlace;
import io.github.servletexporter.listener.config.StatusPlace;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages of servlet-exporter in an application whose own filter never passes a request on. */
abstract class OwnPagesBehaviour {
  private static final String NOT_OURS = "in place of servlet-exporter";
  private static final int REFUSED = 403;

  private final Container container;
  private final LogCapture log = LogCapture.open();
  private final Deque<Deployment> deployments = new ArrayDeque<>();

  OwnPagesBehaviour(Container container) {
    this.container = container;
  }

  private Deployment start(Config.Builder config, int status) throws Exception {
    Deployment deployment =
        Deployment.start(
            container,
            ContainerSettings.defaults(),
            config
                .set(ConfigKey.STATUS, StatusPlace.APP)
                .set(ConfigKey.HEALTH, PagePlace.APP)
                .build(),
            (classes, context) -> addRouter(context, status));
    deployments.push(deployment);
    return deployment;
  }

  private static void addRouter(ServletContext context, int status) {
    FilterRegistration.Dynamic filter = context.addFilter("router", new Router(status));
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }

  /** Filter that answers every request, like the router of a single-page application. */
  private static final class Router extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final int status;

    private Router(int status) {
      this.status = status;
    }

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException {
      response.setStatus(status);
      response.setContentType("text/html");
      response.getWriter().print("of the router");
    }
  }

  @Test
  void areBehindTheFiltersOfTheApplicationAndALineSaysWhatAnsweredInTheirPlace() throws Exception {
    Deployment deployment = start(Config.builder(), 200);

    WireResponse first = deployment.get("/metrics");
    deployment.get("/metrics");
    deployment.get("/ok");

    assertThat(first.body()).isEqualTo("of the router");
    assertThat(log.messages(NOT_OURS))
        .singleElement()
        .asString()
        .contains("web app \"/app\"", "a request for /metrics with status 200", "endpoints=filter");
  }

  @Test
  void areProtectedByTheFiltersOfTheApplicationWithoutALine() throws Exception {
    Deployment deployment = start(Config.builder(), REFUSED);

    assertThat(deployment.get("/metrics").status()).isEqualTo(REFUSED);
    assertThat(log.messages(NOT_OURS)).isEmpty();
  }

  @Test
  void areAnsweredBeforeTheFiltersOfTheApplicationIfConfigured() throws Exception {
    Deployment deployment =
        start(Config.builder().set(ConfigKey.ENDPOINTS, EndpointPlace.FILTER), 200);

    assertThat(deployment.get("/ok").body()).isEqualTo("of the router");
    // The first scrape is counted after its response, maybe after the second one.
    await()
        .untilAsserted(
            () ->
                assertThat(
                        deployment
                            .scrape()
                            .sum(Metrics.REQUESTS, Map.of(Metrics.ROUTE, "/app/metrics")))
                    .isPositive());
    assertThat(deployment.send("HEAD", "/metrics").header("Content-Type"))
        .singleElement()
        .asString()
        .startsWith("text/plain");
    assertThat(deployment.send("POST", "/metrics").status()).isEqualTo(405);
    assertThat(deployment.get("/status/").body()).contains("<html");
    assertThat(deployment.get("/status/data.json").body()).startsWith("{");
    assertThat(deployment.get("/-/ready").status()).isEqualTo(200);
    assertThat(log.messages(NOT_OURS)).isEmpty();
  }

  @Test
  void withCredentialsAreAnsweredBeforeTheFiltersOfTheApplication() throws Exception {
    Deployment deployment =
        start(
            Config.builder()
                .set(ConfigKey.AUTH_USER, "prometheus")
                .set(ConfigKey.AUTH_PASSWORD, "pw"),
            200);
    String credentials =
        Base64.getEncoder().encodeToString("prometheus:pw".getBytes(StandardCharsets.UTF_8));

    assertThat(deployment.get("/metrics").status()).isEqualTo(401);
    assertThat(deployment.get("/metrics", "Authorization: Basic " + credentials + "\r\n").body())
        .contains("servlet_workers");
  }

  @AfterEach
  void stop() throws IOException {
    log.close();
    for (Deployment each : deployments) {
      each.close();
    }
  }
}
