package io.github.servletexporter.it.standalone;

import static io.github.servletexporter.it.standalone.War.contextParam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.bootapp.Answering;
import io.github.servletexporter.it.standalone.bootapp.FailingFilter;
import io.github.servletexporter.it.standalone.bootapp.FailingListener;
import io.github.servletexporter.it.standalone.bootapp.FailingServlet;
import io.github.servletexporter.it.standalone.bootapp.IncompleteServlet;
import io.github.servletexporter.it.standalone.bootapp.PassingFilter;
import io.github.servletexporter.it.standalone.bootapp.UnavailableServlet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A component that does not start is named, counted and, if configured, fatal. */
interface BootContract extends OnServer {
  String FAIL_FAST = contextParam("servlet-exporter.fail-fast", "true");
  String ANSWERING =
      servlet("answering", Answering.class.getName(), "") + mapping("answering", "/ok");
  String FAILING = startupServlet("failing", FailingServlet.class.getName());
  String INCOMPLETE = startupServlet("incomplete", IncompleteServlet.class.getName());
  String ABSENT = startupServlet("absent", "com.example.Absent");
  String UNAVAILABLE = startupServlet("unavailable", UnavailableServlet.class.getName());

  String FAILING_LINE =
      "servlet \"failing\" (init): java.lang.IllegalStateException: no\\u000adatabase";
  String INCOMPLETE_LINE =
      "servlet \"incomplete\" (load): java.lang.ClassNotFoundException:"
          + " io.github.servletexporter.it.standalone.otherlibrary.TeapotFilter";
  String ABSENT_LINE =
      "servlet \"absent\" (load): java.lang.ClassNotFoundException: com.example.Absent";
  String UNAVAILABLE_LINE =
      "servlet \"unavailable\" (init): jakarta.servlet.UnavailableException: closed for the winter";

  static String servlet(String name, String type, String more) {
    return "<servlet><servlet-name>%s</servlet-name><servlet-class>%s</servlet-class>%s</servlet>"
        .formatted(name, type, more);
  }

  static String startupServlet(String name, String type) {
    return servlet(name, type, "<load-on-startup>1</load-on-startup>");
  }

  static String mapping(String name, String pattern) {
    return """
        <servlet-mapping><servlet-name>%s</servlet-name><url-pattern>%s</url-pattern></servlet-mapping>
        """
        .formatted(name, pattern);
  }

  static String filter(String name, Class<?> type, String more) {
    return "<filter><filter-name>%s</filter-name><filter-class>%s</filter-class>%s</filter>"
        .formatted(name, type.getName(), more);
  }

  static Path bootApp(String descriptor) {
    return War.of(Answering.class).withDescriptor(descriptor).withBundle().build();
  }

  /**
   * Asserts the log lines about an application that failed to boot, from the component on. Jetty
   * logs the failure before it notifies its listeners.
   */
  static void assertBootFailures(StandaloneServer server, String context, String... lines) {
    String start = "web app \"/" + context + "\": failed to boot: ";
    await().untilAsserted(() -> assertThat(after(server, start)).containsExactlyInAnyOrder(lines));
  }

  static List<String> after(StandaloneServer server, String text) {
    return server.log().stream()
        .filter(line -> line.contains(text))
        .map(line -> line.substring(line.indexOf(text) + text.length()))
        .toList();
  }

  @Test
  default void namesTheFilterThatPreventsAStart() {
    server().deployInVain("failing-filter", bootApp(filter("keys", FailingFilter.class, "")));

    assertBootFailures(
        server(),
        "failing-filter",
        "filter \"keys\" (init): java.lang.IllegalStateException: no keys");
  }

  @Test
  default void namesTheListenerThatPreventsAStart() {
    String type = FailingListener.class.getName();
    server()
        .deployInVain(
            "failing-listener",
            bootApp("<listener><listener-class>" + type + "</listener-class></listener>"));

    assertBootFailures(
        server(),
        "failing-listener",
        "listener \"" + type + "\" (init): java.lang.IllegalStateException: no network");
  }

  @Test
  default void countsAServletThatMakesItselfUnavailable() {
    with(
        "unavailable",
        bootApp(ANSWERING + UNAVAILABLE),
        app -> {
          assertThat(app.text("/ok")).isEqualTo("ok");
          assertThat(app.scrape().text())
              .contains("servlet_boot_failures_total{stage=\"init\"} 1.0")
              .contains("servlet_boot_failures_total{stage=\"load\"} 0.0");
          assertBootFailures(server(), "unavailable", UNAVAILABLE_LINE);
        });
  }

  @Test
  default void countsNothingWhereServletsAreToStartLater() {
    with(
        "lazy",
        bootApp(ANSWERING + servlet("lazy", FailingServlet.class.getName(), "")),
        app -> {
          assertThat(app.scrape().text())
              .contains("servlet_boot_failures_total{stage=\"init\"} 0.0")
              .contains("servlet_boot_failures_total{stage=\"load\"} 0.0");
          assertBootFailures(server(), "lazy");
        });
  }

  @Test
  @Tag("older")
  @OwnServer
  default void leavesNothingBehindOfAnApplicationThatDidNotStart() {
    try (StandaloneServer server = start()) {
      long others = server.jvm().liveApplications();
      server.deployInVain("gone", bootApp(FAIL_FAST + filter("keys", FailingFilter.class, "")));

      server.undeploy("gone");

      assertThat(server.jvm().liveApplications() - others).isZero();
      assertThat(RedeployContract.complaints(server)).isEmpty();
    }
  }

  @Test
  default void namesEveryMistakeInTheRegistrationOfTheFilter() {
    String metricsFilter = DescriptorContract.FILTER;
    with(
        "mistakes",
        bootApp(
            ANSWERING
                + filter("first", PassingFilter.class, "<async-supported>true</async-supported>")
                + "<filter><filter-name>metrics</filter-name><filter-class>"
                + metricsFilter
                + "</filter-class></filter>"
                + filterMapping("first", "/ok", "")
                + filterMapping("metrics", "/*", "<dispatcher>REQUEST</dispatcher>")
                + servlet("scrape", DescriptorContract.SERVLET, "")),
        app -> {
          app.text("/ok");

          assertThat(warnings("mistakes"))
              .containsExactlyInAnyOrder(
                  "MetricsFilter is mapped without the dispatcher type ASYNC, so failures in"
                      + " asynchronous dispatches are not counted; add it to the mapping to /*",
                  "MetricsFilter \"metrics\" is registered without async-supported, so"
                      + " asynchronous servlets fail; add <async-supported>true</async-supported>",
                  "MetricsFilter is not first in the chain, so requests that these filters answer"
                      + " and the time that they take are not counted; map MetricsFilter before"
                      + " them: first",
                  "MetricsServlet \"scrape\" is declared but not mapped, so it is never called; map"
                      + " it, for example to /metrics");
        });
  }

  @Test
  default void findsNoMistakeWhereThereIsNone() {
    with(
        "no-mistakes",
        bootApp(ANSWERING),
        app -> {
          app.text("/ok");

          assertThat(warnings("no-mistakes")).isEmpty();
        });
  }

  private static String filterMapping(String name, String pattern, String more) {
    return """
        <filter-mapping><filter-name>%s</filter-name><url-pattern>%s</url-pattern>%s</filter-mapping>
        """
        .formatted(name, pattern, more);
  }

  /** Returns the warnings about our own filter and servlet. */
  private List<String> warnings(String context) {
    return after(server(), "web app \"/" + context + "\": ").stream()
        .filter(line -> line.startsWith("Metrics"))
        .toList();
  }
}
