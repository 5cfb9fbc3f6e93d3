package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.MetricsFilter;
import io.github.servletexporter.filter.RequestExceptions;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A route is a pattern, never text that comes from the client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RouteBehaviour {
  private final Container container;
  private Deployment deployment;

  RouteBehaviour(Container container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    Config config =
        Config.builder()
            .set(ConfigKey.ROUTES, List.of("/users/{id}", "/files/** -> /files"))
            .set(ConfigKey.KNOWN_METHODS, List.of("GET", "POST", "QUERY", "PROPFIND"))
            .build();
    deployment =
        Deployment.start(
            container, ContainerSettings.defaults(), config, (c, context) -> addFilters(context));
  }

  /** Adds a second MetricsFilter further in, and a filter that swallows an exception. */
  private static void addFilters(ServletContext context) {
    addFilter(context, "/include", new MetricsFilter());
    addFilter(
        context,
        "/rewritten/*",
        (request, response, chain) ->
            request.getRequestDispatcher("/ok").forward(request, response));
    addFilter(
        context,
        "/any/surrogate.do",
        (request, response, chain) -> {
          char unpaired = (char) Integer.parseInt(request.getParameter("unpaired"), 16);
          request.setAttribute(MetricsFilter.ROUTE_ATTRIBUTE, "/framework/" + unpaired);
          chain.doFilter(request, response);
        });
    addFilter(
        context,
        "/forward",
        (request, response, chain) -> {
          if ("template".equals(request.getParameter("first"))) {
            request.setAttribute(MetricsFilter.ROUTE_ATTRIBUTE, "/first/{template}");
          }
          chain.doFilter(request, response);
        });
    addFilter(
        context,
        "/parameter",
        (request, response, chain) -> {
          IllegalStateException exception = new IllegalStateException("dealt with");
          RequestExceptions.record((HttpServletRequest) request, exception);
          RequestExceptions.record((HttpServletRequest) request, exception);
          chain.doFilter(request, response);
        });
  }

  private static void addFilter(ServletContext context, String pattern, Filter filter) {
    FilterRegistration.Dynamic registration = context.addFilter("filter of " + pattern, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, pattern);
  }

  @AfterAll
  void stop() throws IOException {
    deployment.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/ok,                               /app/ok",
    "/ok?id=1,                          /app/ok",
    "/users/42,                         /app/users/{id}",
    "/users/42/orders,                  /app/users/*",
    "/files/a/b/c,                      /app/files",
    "/any/thing.do,                     /app/*.do",
    "/send-error/404,                   /app/send-error/*",
    "/send-error/410,                   /app/send-error/*",
    "/forward?to=/ok,                   /app/forward",
    "/forward?to=/nothing/here,         /app/forward",
    "/throw/paged,                      /app/throw/paged",
    "/nothing/here,                     ''",
    "/nothing/here?to=/ok,              ''",
    "/rewritten/7,                      /app/ok",
    "/,                                 /app/*.do",
  })
  void isThePatternThatTheRequestMatched(String path, String route) throws Exception {
    assertThat(routeOf(path)).isEqualTo(route);
  }

  @Test
  void isTheTemplateThatTheApplicationNames() throws Exception {
    String path =
        "/framework/x?attribute=io.github.servletexporter.route&route=/framework/%7Bname%7D";

    assertThat(routeOf(path)).isEqualTo("/app/framework/{name}");
  }

  @Test
  void isTheFirstTemplateWhateverAForwardNames() throws Exception {
    String target = "/framework/x?attribute=io.github.servletexporter.route&route=/second";
    String encoded = URLEncoder.encode(target, StandardCharsets.UTF_8);

    assertThat(routeOf("/forward?first=template&to=" + encoded)).isEqualTo("/app/first/{template}");
    assertThat(routeOf("/forward?to=" + encoded)).isEqualTo("/app/second");
  }

  @Test
  void isOneSeriesForNamesThatDifferInUnpairedSurrogates() throws Exception {
    String route = routeOf("/any/surrogate.do?unpaired=D800");

    assertThat(routeOf("/any/surrogate.do?unpaired=DC00")).isEqualTo(route);
    assertThat(deployment.scrape().samples())
        .filteredOn(sample -> sample.name().equals(Metrics.REQUESTS))
        .filteredOn(sample -> sample.label(Metrics.ROUTE).equals(route))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"GET, GET", "QUERY, QUERY", "PROPFIND, PROPFIND", "DELETE, _OTHER", "get, _OTHER"})
  void countsTheMethodsThatAreConfigured(String method, String label) throws Exception {
    Observed observed = deployment.observe(stage -> "" + stage.send(method, "/ok").status());

    assertThat(observed.requests())
        .extracting(sample -> sample.label(Metrics.METHOD))
        .containsExactly(label);
  }

  private String routeOf(String path) throws Exception {
    Observed observed = deployment.observe(stage -> "" + stage.get(path).status());
    assertThat(observed.requests()).hasSize(1);
    return observed.requests().get(0).label(Metrics.ROUTE);
  }

  @Test
  void neverContainsWhatTheClientTyped() throws Exception {
    String typed = "a-path-that-the-client-made-up";
    for (String path : new String[] {"/nothing/", "/users/1/", "/send-error/404?", "/"}) {
      deployment.observe(stage -> "" + stage.get(path + typed).status());
    }
    deployment.observe(stage -> "" + stage.send("MADE-UP-METHOD", "/ok").status());

    assertThat(deployment.scrape().samples())
        .noneMatch(sample -> sample.toString().contains(typed))
        .noneMatch(sample -> sample.toString().contains("MADE-UP-METHOD"))
        .anyMatch(sample -> sample.label(Metrics.METHOD).equals("_OTHER"));
  }

  @Test
  void countsARequestOnceThatPassesTwoOfOurFilters() throws Exception {
    Observed observed = deployment.observe(stage -> "" + stage.get("/include?to=/ok").status());

    assertThat(observed.counted()).isEqualTo("200");
  }

  @Test
  void countsAnExceptionAsHandledThatTheApplicationReports() throws Exception {
    Observed observed = deployment.observe(stage -> "" + stage.get("/parameter?p=1").status());

    assertThat(observed.increase().series(Metrics.EXCEPTIONS))
        .containsExactly(
            new Sample(
                Metrics.EXCEPTIONS,
                Map.of(
                    "exception_type",
                    IllegalStateException.class.getName(),
                    Metrics.ROUTE,
                    deployment.path("/parameter"),
                    "handled",
                    "true"),
                1));
    assertThat(observed.counted()).isEqualTo("200");
  }

  @Test
  void hasNoContextPathInTheRootContext() throws Exception {
    try (Deployment root =
        Deployment.start(
            container, ContainerSettings.atRoot(Compliance.DEFAULT), Config.defaults())) {
      Observed observed = root.observe(stage -> "" + stage.get("/ok").status());

      assertThat(observed.requests())
          .extracting(sample -> sample.label(Metrics.ROUTE))
          .containsExactly("/ok");
    }
  }

  @Test
  void foldsStatusesBeforeTheCapAndIsOtherBeyondIt() throws Exception {
    int requests = 20;
    Config config = Config.builder().set(ConfigKey.MAX_SERIES, 4).build();
    try (Deployment capped = Deployment.start(container, ContainerSettings.defaults(), config)) {
      for (int status = 400; status < 400 + requests; status++) {
        String path = "/status/" + status;
        assertThat(capped.stage().get(path).status()).isEqualTo(status);
      }
      assertThat(capped.stage().get("/ok").status()).isEqualTo(200);
      assertThat(capped.stage().get("/missing").status()).isEqualTo(404);

      Scrape scrape = capped.settled();
      Map<String, String> route = Map.of(Metrics.ROUTE, capped.path("/status/*"));
      Map<String, String> other = Map.of(Metrics.ROUTE, "_other");
      assertThat(scrape.sum(Metrics.REQUESTS, route)).isEqualTo(requests);
      assertThat(scrape.sum(Metrics.REQUESTS, Map.of("http_response_status_code", "4xx")))
          .isEqualTo(requests - 2.0);
      assertThat(scrape.sum(Metrics.REQUESTS, Map.of(Metrics.ROUTE, capped.path("/ok")))).isOne();
      assertThat(scrape.sum(Metrics.REQUESTS, other)).isOne();
      assertThat(scrape.sum(Metrics.SERIES_DROPPED)).isPositive();
    }
  }
}
