package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import io.github.servletexporter.it.standalone.bootapp.FailingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Applications on one server with servlet-exporter-container share a metrics port, whichever of
 * them has bound it.
 */
interface SharedPortContract extends OnServer {
  /**
   * Series of an application that the scrape contains. Jetty 12.1 starts a redeployed application
   * before it stops the old one, so that the name of the new one has a number.
   */
  Pattern SHOWN =
      Pattern.compile("servlet_application_up\\{application=\"([^\"]*?)((?<!#)#2)?\"} 1\\.0");

  @Test
  @OwnServer
  @Tag("full")
  default void areShownOnOnePortWhicheverHasIt() throws IOException {
    int port = RedeployContract.freePort();
    String settings = "servlet-exporter.port=" + port;
    Path war = War.of(OkServlet.class).withBundle().withSettings(settings).build();
    try (StandaloneServer server = start()) {
      server.deployInVain("failing", failing(settings)); // stays in Jetty
      long others = server.jvm().liveApplications();
      for (String context : List.of("one", "two", "three")) {
        server.deploy(context, war);
        new Web(server, context).text("/ok");
      }
      awaitShown(port, "/one", "/two", "/three");

      String scrape = page(port, "/metrics");
      assertThat(lines(scrape, "http_server_request_duration_seconds_count{"))
          .filteredOn(line -> line.contains("/ok\""))
          .hasSize(3)
          .allMatch(line -> line.endsWith(" 1"));
      assertThat(lines(scrape, "process_cpu_seconds_total"))
          .singleElement()
          .asString()
          .doesNotContain("application=");
      assertThat(lines(scrape, "servlet_pool_threads_max")).hasSize(1);
      assertThat(lines(scrape, "servlet_container_responses_total"))
          .isNotEmpty()
          .noneMatch(line -> line.contains("application="));
      assertThat(page(port, "/applications"))
          .isEqualTo(
              "/applications/one/status/\n"
                  + "/applications/three/status/\n"
                  + "/applications/two/status/\n");
      for (String context : List.of("one", "two", "three")) {
        assertThat(page(port, "/applications/" + context + "/status/data.json"))
            .contains("\"application\":\"/" + context + "\"");
      }

      server.undeploy("one");

      awaitShown(port, "/two", "/three");
      server.redeploy("two", war);
      new Web(server, "two").text("/ok");
      awaitShown(port, "/two", "/three");

      server.undeploy("two");
      server.undeploy("three");

      await()
          .untilAsserted(
              () -> {
                RedeployContract.forgetConnections(server);
                assertThat(server.jvm().liveApplications() - others).isZero();
              });
      assertThat(server.jvm().threads()).noneMatch(RedeployContract::isOurs);
      assertThat(RedeployContract.complaints(server)).isEmpty();
    }
  }

  private static Path failing(String settings) {
    return War.of(FailingListener.class)
        .withDescriptor(
            "<listener><listener-class>"
                + FailingListener.class.getName()
                + "</listener-class></listener>")
        .withBundle()
        .withSettings(settings)
        .build();
  }

  /** Waits until a scrape contains exactly these applications. */
  static void awaitShown(int port, String... applications) {
    await()
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .untilAsserted(
            () ->
                assertThat(shown(page(port, "/metrics"))).containsExactlyInAnyOrder(applications));
  }

  private static Set<String> shown(String scrape) {
    return SHOWN
        .matcher(scrape)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toSet());
  }

  private static List<String> lines(String scrape, String prefix) {
    return scrape.lines().filter(line -> line.startsWith(prefix)).toList();
  }

  private static String page(int port, String path) {
    return Web.textOf(URI.create("http://127.0.0.1:" + port + path));
  }
}
