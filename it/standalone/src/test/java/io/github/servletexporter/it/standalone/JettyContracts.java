package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import io.github.servletexporter.it.standalone.throwingapp.ThrowingListener;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts of every Jetty. */
interface JettyContracts extends StandaloneContracts, JavaxContract {

  /** Returns the distribution to run on. */
  Path distribution();

  /** Returns the environment that runs the applications. */
  String environment();

  @Override
  default JettyServer start() {
    return JettyServer.start(JettyBase.of(distribution(), environment()).withResponseCounter());
  }

  @Override
  default JettyServer start(Consumer<ProcessBuilder> change) {
    return JettyServer.start(JettyBase.of(distribution(), environment()), change);
  }

  @Override
  default JettyServer startJavax() {
    return JettyServer.start(JettyBase.of(distribution(), "ee8"));
  }

  @Override
  default String advice() {
    return "install the Jetty module servlet-exporter-threadpool";
  }

  @Override
  default JettyServer startWithDetailedAccessLog() {
    return JettyServer.start(JettyBase.of(distribution(), environment()).withDetailedAccessLog());
  }

  @Override
  default JettyServer startRecycling(int maxRequests, int jitter) {
    return JettyServer.start(
        JettyBase.of(distribution(), environment())
            .withRecyclingPool(RecycledApp.THREADS, maxRequests, jitter));
  }

  /**
   * Starts a server without the annotations module, which runs the initializers of applications.
   */
  private JettyServer startWithoutInitializers() {
    return JettyServer.start(JettyBase.withoutAnnotations(distribution(), environment()));
  }

  /** Returns Jetty's own status: the application is no longer mapped. */
  @Override
  default int statusBesideAnUndeployment() {
    return 404;
  }

  @Override
  default String poolLabel() {
    return "qtp";
  }

  @Override
  default String connectorLabel() {
    return "http/1\\.1:auto-1";
  }

  @Test
  @OwnServer
  default void needsOneListenerInTheDescriptorWhereNoInitializersRun() {
    Path war =
        War.of(OkServlet.class).withDescriptor(LISTENER_ALONE + OK_SERVLET).withBundle().build();
    try (StandaloneServer server = startWithoutInitializers()) {
      Web app = new Web(server, "listener-alone");
      server.deploy("listener-alone", war);

      app.text("/ok");

      assertThat(app.scrape().requests("/listener-alone/ok")).isOne();
    }
  }

  /** Jetty passes the exception of an attribute listener on to the caller of removeAttribute. */
  @Test
  @OwnServer
  default void leavesNothingBehindThoughAListenerOfTheApplicationThrows(@TempDir Path directory) {
    Path war =
        War.of(OkServlet.class)
            .withClasses(ThrowingListener.class)
            .withBundle()
            .withSettings(
                "servlet-exporter.port=0",
                "servlet-exporter.multiproc-dir=" + directory,
                "servlet-exporter.error-log=" + directory.resolve("errors.json"))
            .build();
    try (JettyServer server = start()) {
      long others = server.jvm().liveApplications();
      server.deploy(RedeployContract.CONTEXT, war);

      for (int i = 0; i < RedeployContract.REDEPLOYS; i++) {
        new Web(server, RedeployContract.CONTEXT).text("/ok");
        server.redeploy(RedeployContract.CONTEXT, war);
      }
      server.undeploy(RedeployContract.CONTEXT);

      await()
          .untilAsserted(
              () -> {
                RedeployContract.forgetConnections(server);
                assertThat(server.jvm().liveApplications() - others).isZero();
              });
      assertThat(server.jvm().threads()).noneMatch(RedeployContract::isOurs);
      assertThat(server.log())
          .filteredOn(line -> line.contains("failed; the other parts are closed"))
          .hasSizeGreaterThan(RedeployContract.REDEPLOYS);
    }
  }

  /** Jetty returns no class for a servlet that is declared with a jsp-file. */
  @Test
  @OwnServer
  @Tag("full")
  default void countsAPageThatIsDeclaredAsAServlet() {
    String page =
        "<servlet><servlet-name>page</servlet-name><jsp-file>/page.jsp</jsp-file></servlet>"
            + BootContract.mapping("page", "/page");
    Path war =
        War.of(OkServlet.class)
            .withDescriptor(page)
            .with("page.jsp", "<%= 6 * 7 %>".getBytes(UTF_8))
            .withBundle()
            .build();
    try (JettyServer server =
        JettyServer.start(JettyBase.withPages(distribution(), environment()))) {
      Web app = new Web(server, "pages");
      server.deploy("pages", war);

      assertThat(app.text("/page")).isEqualTo("42");
      assertThat(app.text("/page.jsp")).isEqualTo("42");
      app.text("/ok");

      assertThat(app.scrape().requests("/pages/page")).isOne();
      assertThat(app.scrape().requests("/pages/*.jsp")).isOne();
      assertThat(app.scrape().requests("/pages/ok")).isOne();
    }
  }

  @Test
  default void namesTheServletsThatPreventAStart() {
    server()
        .deployInVain(
            "failing-servlets", BootContract.bootApp(ANSWERING + FAILING + INCOMPLETE + ABSENT));

    BootContract.assertBootFailures(
        server(), "failing-servlets", FAILING_LINE, INCOMPLETE_LINE, ABSENT_LINE);
  }

  @Test
  default void failsAnApplicationForAnUnavailableServletIfConfigured() {
    with(
        "fail-fast",
        BootContract.bootApp(FAIL_FAST + ANSWERING + UNAVAILABLE),
        app -> {
          // Jetty routes requests to the application before it notifies listeners of the start.
          await("the application is unavailable").until(() -> app.status("/ok") == 503);
          BootContract.assertBootFailures(server(), "fail-fast", UNAVAILABLE_LINE);
        });
  }
}
