package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Contracts of every Jetty. */
interface JettyContracts extends StandaloneContracts, JavaxContract {
  /** Returns the distribution to run on. */
  Path distribution();

  /** Returns the environment that runs the applications. */
  String environment();

  @Override
  default JettyServer start() {
    return JettyServer.start(JettyBase.of(distribution(), environment()));
  }

  @Override
  default JettyServer startJavax() {
    return JettyServer.start(JettyBase.of(distribution(), "ee8"));
  }

  @Override
  default String advice() {
    return "install the module servlet-exporter-threadpool";
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
          assertThat(app.status("/ok")).isEqualTo(503);
          BootContract.assertBootFailures(server(), "fail-fast", UNAVAILABLE_LINE);
        });
  }
}
