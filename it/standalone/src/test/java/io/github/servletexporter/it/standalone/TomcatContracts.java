package io.github.servletexporter.it.standalone;

import static io.github.servletexporter.it.standalone.War.contextParam;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import io.github.servletexporter.it.standalone.javaxapp.OldServlet;
import io.github.servletexporter.it.standalone.jdbcapp.QueryServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.h2.Driver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Contracts of every Tomcat. */
interface TomcatContracts extends StandaloneContracts, WrapContract, VirtualThreadsContract {
  /** Returns the distribution to run on. */
  Path distribution();

  @Override
  default TomcatServer start() {
    return TomcatServer.start(TomcatBase.of(distribution()).withResponseCounter());
  }

  @Override
  default TomcatServer start(Consumer<ProcessBuilder> change) {
    return TomcatServer.start(TomcatBase.of(distribution()), change);
  }

  @Override
  default TomcatServer startWithThreads() {
    return TomcatServer.start(
        TomcatBase.of(distribution())
            .withConnector("maxThreads=\"16\" minSpareThreads=\"16\" maxKeepAliveRequests=\"-1\""));
  }

  @Override
  default TomcatServer startWithVirtualThreads() {
    return TomcatServer.start(
        TomcatBase.of(distribution()).withConnector("useVirtualThreads=\"true\""));
  }

  @Override
  default String advice() {
    return "use RecyclingExecutor in server.xml, or set servlet-exporter.recycling=wrap";
  }

  @Override
  default TomcatServer startWithDetailedAccessLog() {
    return TomcatServer.start(TomcatBase.of(distribution()).withDetailedAccessLog());
  }

  @Override
  default TomcatServer startRecycling(int maxRequests, int jitter) {
    return TomcatServer.start(
        TomcatBase.of(distribution())
            .withRecyclingExecutor(RecycledApp.THREADS, maxRequests, jitter)
            .withConnector("maxKeepAliveRequests=\"-1\""));
  }

  /** Returns the filter's status. */
  @Override
  default int statusBesideAnUndeployment() {
    return 503;
  }

  @Test
  @OwnServer
  @Tag("full")
  default void isReloadedWithoutALeakThatTomcatFinds() {
    // Each of these two options starts a thread of the Prometheus library, which never stops it.
    Path war =
        War.of(OkServlet.class)
            .withDescriptor(
                contextParam("servlet-exporter.exemplars", "true")
                    + contextParam("servlet-exporter.native-histograms", "true"))
            .withBundle()
            .build();
    try (TomcatServer tomcat = start()) {
      long others = tomcat.jvm().liveApplications();
      Web app = new Web(tomcat, "reloaded");
      tomcat.deploy("reloaded", war);

      try (Load load = Load.on(app)) {
        for (int i = 0; i < REDEPLOYS; i++) {
          load.awaitAnswer();
          assertThat(tomcat.manager("reload?path=/reloaded")).startsWith("OK - Reloaded");
        }
        load.awaitAnswer();
      }

      assertThat(tomcat.manager("findleaks?statusLine=true"))
          .startsWith("OK")
          .doesNotContain("/reloaded");
      assertThat(tomcat.jvm().liveApplications() - others).isOne();
      assertThat(RedeployContract.complaints(tomcat)).isEmpty();

      tomcat.undeploy("reloaded");

      assertThat(tomcat.jvm().liveApplications() - others).isZero();
      assertThat(tomcat.jvm().threads()).noneMatch(thread -> thread.contains("prometheus"));
    }
  }

  @Test
  @OwnServer
  default void showsItsPoolsOfDatabaseConnections() throws Exception {
    String resource =
        "<Resource name='jdbc/%s' auth='Container' type='javax.sql.DataSource'"
            + " driverClassName='org.h2.Driver' url='jdbc:h2:mem:%1$s' %s/>";
    String resources =
        resource.formatted("dbcp", "maxTotal='5'")
            + resource.formatted(
                "tomcat", "maxActive='7' factory='org.apache.tomcat.jdbc.pool.DataSourceFactory'");
    Path driver = Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path war =
        War.of(QueryServlet.class)
            .with("META-INF/context.xml", ("<Context>" + resources + "</Context>").getBytes(UTF_8))
            .with("WEB-INF/lib/h2.jar", Files.readAllBytes(driver))
            .withBundle()
            .build();
    try (TomcatServer tomcat = start()) {
      Web app = new Web(tomcat, "pools");
      tomcat.deploy("pools", war);
      assertThat(app.text("/query")).isEqualToIgnoringNewLines("truetrue");

      Scrape scrape = app.scrape();

      assertThat(scrape.text())
          .contains("db_client_connection_max{db_client_connection_pool_name=\"jdbc/dbcp\"} 5.0")
          .contains("db_client_connection_max{db_client_connection_pool_name=\"jdbc/tomcat\"} 7.0");
    }
  }

  /** The empty ordering keeps Tomcat from running the jar's initializer. */
  @Test
  @OwnServer
  default void leavesNothingBehindOfAFilterWithoutAListener() {
    Path war =
        War.of(OkServlet.class)
            .withDescriptor("<absolute-ordering/>" + DescriptorContract.filterByHand(""))
            .withBundle()
            .build();
    try (TomcatServer tomcat = start()) {
      long others = tomcat.jvm().liveApplications();
      Web app = new Web(tomcat, "filter-alone");
      tomcat.deploy("filter-alone", war);

      assertThat(app.status("/async")).isEqualTo(202);
      assertThat(app.status("/metrics")).isEqualTo(404);
      tomcat.undeploy("filter-alone");

      assertThat(tomcat.jvm().liveApplications() - others).isZero();
    }
  }

  @Override
  default String poolLabel() {
    return "http-nio-127\\.0\\.0\\.1-auto-1";
  }

  @Override
  default String connectorLabel() {
    return poolLabel();
  }

  @Test
  @OwnServer
  @Tag("full")
  default void isRedeployedWhileItRecyclesTheServersWorkers() {
    Path war = PoolContract.poolsApp();
    try (TomcatServer tomcat = start()) {
      long others = tomcat.jvm().liveApplications();
      tomcat.deploy("neighbour", War.of(OkServlet.class).build());
      try (SteadyLoad neighbour = SteadyLoad.on(new Web(tomcat, "neighbour"), "/ok")) {
        for (int i = 0; i < REDEPLOYS; i++) {
          tomcat.deploy("recycling", war);
          recycleSomeWorkers(new Web(tomcat, "recycling"));
          tomcat.undeploy("recycling");
        }
        assertThat(neighbour.failures()).isEmpty();
        assertThat(neighbour.answers()).isPositive();
      }

      assertThat(tomcat.manager("findleaks?statusLine=true"))
          .startsWith("OK")
          .doesNotContain("/recycling");
      assertThat(tomcat.jvm().liveApplications() - others).as("the neighbour").isOne();
      assertThat(RedeployContract.complaints(tomcat)).isEmpty();
      assertThat(tomcat.log()).noneMatch(line -> line.contains("WorkerRetired"));
    }
  }

  private static void recycleSomeWorkers(Web app) {
    await()
        .until(
            () -> {
              for (int i = 0; i < 50; i++) {
                assertThat(app.text("/work")).isEqualTo("done");
              }
              return !app.text("/retired").startsWith("retired 0 ");
            });
  }

  @Test
  @OwnServer
  default void keepsTheVersionsOfAnApplicationApart() {
    int port = freePort();
    Path war =
        War.of(OkServlet.class)
            .withBundle()
            .withSettings("servlet-exporter.health=app", "servlet-exporter.port=" + port)
            .build();
    URI metricsPort = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (TomcatServer tomcat = start()) {
      Web app = new Web(tomcat, "versioned");
      tomcat.deployVersion("versioned", 1, war);
      await().ignoreExceptions().until(() -> Web.statusOf(metricsPort) == 200);
      String session = cookie(app.get("/ok?session=1"));
      app.get("/ok", "Cookie", session);

      tomcat.deployVersion("versioned", 2, war);
      app.get("/ok");

      assertThat(app.scrape().requests("/versioned/ok")).as("version 2").isOne();
      assertThat(
              new Scrape(Web.body(app.get("/metrics", "Cookie", session)))
                  .requests("/versioned/ok"))
          .as("version 1, which existing sessions keep")
          .isEqualTo(2);
      SharedPortContract.awaitShown(port, "/versioned##1", "/versioned##2");
      assertThat(app.text("/-/ready")).isEqualTo("ready\n");
      String where =
          "web app \"/versioned##2\": metrics port 127.0.0.1:"
              + port
              + " is open in web app \"/versioned##1\" of this JVM, and shows this application too";
      await()
          .untilAsserted(
              () -> assertThat(tomcat.log()).filteredOn(line -> line.contains(where)).hasSize(1));

      assertThat(tomcat.manager("undeploy?path=/versioned&version=1")).startsWith("OK");

      SharedPortContract.awaitShown(port, "/versioned##2");
    }
  }

  @Test
  @OwnServer
  @Tag("full")
  default void keepsTheApplicationsOfVirtualHostsApart() {
    int port = freePort();
    Path war =
        War.of(OkServlet.class).withBundle().withSettings("servlet-exporter.port=" + port).build();
    TomcatBase base =
        TomcatBase.of(distribution()).withResponseCounter().withHost("shop.example", "hosted", war);
    try (TomcatServer tomcat = TomcatServer.start(base)) {
      tomcat.deploy("hosted", war);
      SharedPortContract.awaitShown(port, "/hosted", "//shop.example/hosted");

      Web app = new Web(tomcat, "hosted");
      app.text("/ok");
      for (int i = 0; i < 2; i++) {
        try (RawRequest request = RawRequest.toHost("shop.example", app, "/ok")) {
          assertThat(request.answer()).startsWith("HTTP/1.1 200");
        }
      }

      URI metricsPort = URI.create("http://127.0.0.1:" + port + "/metrics");
      await()
          .untilAsserted(
              () ->
                  assertThat(Web.textOf(metricsPort).lines())
                      .filteredOn(
                          line ->
                              line.startsWith("http_server_request_duration_seconds_count{")
                                  && line.contains("/hosted/ok\""))
                      .anyMatch(
                          line -> line.contains("application=\"/hosted\"") && line.endsWith(" 1"))
                      .anyMatch(
                          line ->
                              line.contains("application=\"//shop.example/hosted\"")
                                  && line.endsWith(" 2"))
                      .hasSize(2));

      // Whichever has the port, the other one takes it over.
      tomcat.undeploy("hosted");
      SharedPortContract.awaitShown(port, "//shop.example/hosted");
    }
  }

  @Test
  @OwnServer
  default void keepsTheSessionsOfADistributableApplicationReplicated() {
    try (TomcatServer tomcat = TomcatServer.start(TomcatBase.of(distribution()).withCluster())) {
      tomcat.deploy(
          "clustered",
          War.of(OkServlet.class).withDescriptor("<distributable/>").withBundle().build());
      tomcat.deploy("single", War.of(OkServlet.class).withBundle().build());

      assertThat(new Web(tomcat, "clustered").scrape().text()).contains("servlet_workers");
      assertThat(tomcat.beans("type=Manager,host=localhost,context=/clustered"))
          .contains("className: org.apache.catalina.ha.session.DeltaManager");
      assertThat(tomcat.beans("type=Manager,host=localhost,context=/single"))
          .contains("className: org.apache.catalina.session.StandardManager");
    }
  }

  @Test
  @OwnServer
  @Tag("full")
  default void countsInAnApplicationThatTomcatHasMigratedFromJavax() {
    try (TomcatServer tomcat = start()) {
      Web app = new Web(tomcat, "migrated");
      tomcat.deploy("migrated", tomcat.migrated(War.of(OldServlet.class).withBundle().build()));

      app.text("/ok");

      assertThat(app.scrape().requests("/migrated/ok")).isOne();
      assertThat(tomcat.log()).noneMatch(line -> line.contains("NOT active"));
    }
  }

  @Test
  default void countsServletsThatFailedBesideAnApplicationThatRuns() {
    with(
        "failing-servlets",
        BootContract.bootApp(ANSWERING + FAILING + INCOMPLETE + ABSENT),
        app -> {
          assertThat(app.text("/ok")).isEqualTo("ok");
          assertThat(app.scrape().text())
              .contains("servlet_boot_failures_total{stage=\"init\"} 1.0")
              .contains("servlet_boot_failures_total{stage=\"load\"} 2.0");
          BootContract.assertBootFailures(
              server(), "failing-servlets", FAILING_LINE, INCOMPLETE_LINE, ABSENT_LINE);
        });
  }

  @Test
  default void failsAnApplicationForAServletIfConfigured() {
    server()
        .deployInVain("fail-fast", BootContract.bootApp(FAIL_FAST + ANSWERING + FAILING + ABSENT));

    assertThat(new Web(server(), "fail-fast").status("/ok")).isEqualTo(404);
    BootContract.assertBootFailures(server(), "fail-fast", FAILING_LINE);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cookie(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }
}
