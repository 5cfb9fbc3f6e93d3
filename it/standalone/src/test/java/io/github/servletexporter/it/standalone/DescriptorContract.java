package io.github.servletexporter.it.standalone;

import static io.github.servletexporter.it.standalone.War.contextParam;
import static io.github.servletexporter.it.standalone.War.initParam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import org.junit.jupiter.api.Test;

/**
 * The deployment descriptor of an application takes precedence over the automatic registration by
 * the jar.
 */
interface DescriptorContract extends OnServer {
  String FILTER = "io.github.servletexporter.filter.MetricsFilter";
  String SERVLET = "io.github.servletexporter.listener.MetricsServlet";
  String LISTENER = "io.github.servletexporter.listener.MetricsContextListener";

  /**
   * Manual registration: a separate path for the scrape, one setting at the filter, another at the
   * servlet.
   */
  String BY_HAND =
      "<listener><listener-class>"
          + LISTENER
          + "</listener-class></listener>"
          + filterByHand(initParam("servlet-exporter.buckets", "0.25, 2"))
          + """
          <servlet>
            <servlet-name>scrape</servlet-name>
            <servlet-class>%s</servlet-class>
            %s
          </servlet>
          <servlet-mapping>
            <servlet-name>scrape</servlet-name>
            <url-pattern>/internal/scrape</url-pattern>
          </servlet-mapping>
          """
              .formatted(SERVLET, initParam("servlet-exporter.framing", "observe"));

  String LISTENER_ALONE =
      """
      <listener>
        <listener-class>io.github.servletexporter.listener.MetricsContextListener</listener-class>
      </listener>
      """;

  /** Returns the filter with a mapping to all requests. */
  static String filterByHand(String more) {
    return """
        <filter>
          <filter-name>counter</filter-name>
          <filter-class>%s</filter-class>
          <async-supported>true</async-supported>
          %s
        </filter>
        <filter-mapping>
          <filter-name>counter</filter-name>
          <url-pattern>/*</url-pattern>
          <dispatcher>REQUEST</dispatcher>
          <dispatcher>ASYNC</dispatcher>
        </filter-mapping>
        """
        .formatted(FILTER, more);
  }

  @Test
  default void leavesWhatIsRegisteredByHandAsItIs() {
    with(
        "by-hand",
        War.of(OkServlet.class).withDescriptor(BY_HAND).withBundle().build(),
        app -> {
          app.text("/ok");
          app.status("/async");

          // A client may have its response before an asynchronous request is counted.
          await()
              .untilAsserted(
                  () ->
                      assertThat(app.scrape("/internal/scrape").requests("/by-hand/async"))
                          .isOne());
          assertThat(app.scrape("/internal/scrape").requests("/by-hand/ok")).isOne();
          assertThat(app.status("/metrics")).isEqualTo(404);
          assertThat(app.text("/registrations").lines())
              .filteredOn(line -> line.contains("io.github.servletexporter."))
              .filteredOn(line -> !line.contains(".standalone.app."))
              .containsExactlyInAnyOrder(
                  "filter " + FILTER,
                  "servlet " + SERVLET,
                  "servlet io.github.servletexporter.listener.StatusServlet");
        });
  }

  @Test
  default void registersOnceForTheListenerAndTheInitializer() {
    with(
        "listener-too",
        War.of(OkServlet.class).withDescriptor(LISTENER_ALONE).withBundle().build(),
        app -> {
          app.text("/ok");

          assertThat(app.scrape().requests("/listener-too/ok")).isOne();
        });
  }

  @Test
  default void readsInitParamsOfFilterAndServlet() {
    with(
        "init-params",
        War.of(OkServlet.class).withDescriptor(BY_HAND).withBundle().build(),
        app -> {
          app.text("/ok");

          assertThat(app.scrape("/internal/scrape").text())
              .contains("le=\"0.25\"")
              .doesNotContain("le=\"0.005\"");
          assertThat(server().log())
              .anyMatch(
                  line ->
                      line.contains("\"/init-params\"")
                          && line.contains("servlet-exporter.framing=observe (init-param)"));
        });
  }

  @Test
  default void readsContextParams() {
    with(
        "context-params",
        War.of(OkServlet.class)
            .withDescriptor(
                contextParam("servlet-exporter.path", "/internal/prometheus")
                    + contextParam("servlet-exporter.auth.token", "s3cret"))
            .withBundle()
            .build(),
        app -> {
          app.text("/ok");

          assertThat(app.status("/metrics")).isEqualTo(404);
          assertThat(app.status("/internal/prometheus")).isEqualTo(401);
          assertThat(app.get("/internal/prometheus", "Authorization", "Bearer s3cret").statusCode())
              .isEqualTo(200);
          assertThat(server().log()).noneMatch(line -> line.contains("s3cret"));
        });
  }

  @Test
  default void doesNothingWhenItIsSwitchedOff() {
    with(
        "off",
        War.of(OkServlet.class)
            .withDescriptor(contextParam("servlet-exporter.enabled", "false"))
            .withBundle()
            .build(),
        app -> {
          assertThat(app.text("/ok")).isEqualTo("ok");
          assertThat(app.status("/async")).isEqualTo(202);
          assertThat(app.status("/metrics")).isEqualTo(404);
          assertThat(app.text("/registrations")).doesNotContain(FILTER, SERVLET);
        });
  }

  @Test
  default void doesNothingByHandWhenItIsSwitchedOff() {
    with(
        "off-by-hand",
        War.of(OkServlet.class)
            .withDescriptor(contextParam("servlet-exporter.enabled", "false") + BY_HAND)
            .withBundle()
            .build(),
        app -> {
          assertThat(app.text("/ok")).isEqualTo("ok");
          assertThat(app.status("/async")).isEqualTo(202);
          assertThat(app.status("/internal/scrape")).isEqualTo(404);
        });
  }

  @Test
  default void keepsAnApplicationFromStartingWithSettingsThatAreWrongIfConfigured() {
    Web neighbour = plain();
    server()
        .deployInVain(
            "wrong",
            War.of(OkServlet.class)
                .withDescriptor(
                    contextParam("servlet-exporter.on-invalid-configuration", "refuse")
                        + contextParam("servlet-exporter.max-serie", "5")
                        + contextParam("servlet-exporter.buckets", "fast, slow"))
                .withBundle()
                .build());

    assertThat(server().log())
        .anyMatch(
            line ->
                line.contains("servlet-exporter.max-serie: unknown key (context-param)")
                    && line.contains("did you mean servlet-exporter.max-series?"))
        .anyMatch(
            line ->
                line.contains("servlet-exporter.buckets: expected")
                    && line.contains("but was \"fast, slow\" (context-param)"));
    assertThat(new Web(server(), "wrong").status("/ok")).isIn(404, 503);
    assertThat(neighbour.text("/ok")).isEqualTo("ok");
  }

  @Test
  default void disablesTheExporterOnlyIfSettingsAreWrong() {
    with(
        "disabled",
        War.of(OkServlet.class)
            .withDescriptor(contextParam("servlet-exporter.sizez", "off"))
            .withBundle()
            .build(),
        app -> {
          assertThat(app.text("/ok")).isEqualTo("ok");
          assertThat(app.status("/metrics")).isEqualTo(503);
        });

    assertThat(server().log())
        .anyMatch(line -> line.contains("servlet-exporter.sizez: unknown key (context-param)"));
  }
}
