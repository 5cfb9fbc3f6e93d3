package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import io.github.servletexporter.it.standalone.leakingapp.LeakingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application with the jar can be redeployed any number of times: only one generation of it
 * stays in memory.
 */
interface RedeployContract extends OnServer {
  /** A leak shows after one; several show that nothing grows. */
  int REDEPLOYS = Integer.getInteger("redeploys", 3);

  String CONTEXT = "again";
  String FILTER = "io.github.servletexporter.filter.MetricsFilter";

  @Test
  @Tag("older")
  @OwnServer
  default void leavesNothingBehindAfterRedeploysUnderLoad(@TempDir Path directory)
      throws IOException {
    int port = freePort();
    Path war =
        War.of(OkServlet.class)
            .withBundle()
            .withSettings(
                "servlet-exporter.port=" + port,
                "servlet-exporter.multiproc-dir=" + directory,
                "servlet-exporter.error-log=" + directory.resolve("errors.json"))
            .build();
    try (StandaloneServer server = start()) {
      long others = server.jvm().liveApplications();
      Web app = new Web(server, CONTEXT);
      server.deploy(CONTEXT, war);

      try (Load load = Load.on(app)) {
        for (int i = 0; i < REDEPLOYS; i++) {
          load.awaitAnswer();
          server.redeploy(CONTEXT, war);
        }
        load.awaitAnswer();
      }

      await()
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(() -> assertThat(scrapeMetricsPort(port)).contains("HTTP/1.1 200"));
      assertThat(app.scrape().hasFamily("jvm_")).as("jvm_* of the last generation").isTrue();
      assertThat(server.jvm().liveApplications() - others).isOne();
      assertThat(server.jvm().liveInstances(FILTER)).isOne();
      assertThat(complaints(server)).isEmpty();

      server.undeploy(CONTEXT);

      await()
          .untilAsserted(
              () -> {
                forgetConnections(server);
                assertThat(server.jvm().liveApplications() - others).isZero();
              });
      assertThat(server.jvm().threads()).noneMatch(RedeployContract::isOurs);
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String scrapeMetricsPort(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("GET /metrics HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  /**
   * Displaces the connections that Jetty remembers: it keeps the last request of a connection, and
   * with it the application, until the connection ends, and each selector keeps the connection that
   * it served last.
   */
  static void forgetConnections(StandaloneServer server) {
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      try (Socket socket = new Socket(server.uri("").getHost(), server.uri("").getPort())) {
        socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Shows that the test above would detect a leak. */
  @Test
  @OwnServer
  @Tag("full")
  default void seesTheGenerationsOfAnApplicationThatLeaks() {
    Path war = War.of(LeakingListener.class).build();
    try (StandaloneServer server = start()) {
      long others = server.jvm().liveApplications();
      server.deploy(CONTEXT, war);

      server.redeploy(CONTEXT, war);

      assertThat(server.jvm().liveApplications() - others).isEqualTo(2);
    }
  }

  /**
   * Returns the containers' warnings about threads, thread locals and class loaders that are left
   * behind. Tomcat looks at a thread's loader first and then at its stack: if one of Tomcat's own
   * threads leaves the application in between, Tomcat reports it as a thread of the application or
   * as an endless request. Its own threads are therefore ignored; the count of loaders shows
   * whether they hold anything.
   */
  static List<String> complaints(StandaloneServer server) {
    return server.log().stream()
        .filter(line -> line.contains("memory leak") || line.contains("ThreadLocal"))
        .filter(line -> !line.matches(".*[Tt]hread (named )?\\[(http-nio|Catalina-utility)-.*"))
        .toList();
  }

  /** Returns whether a thread belongs to the application of these tests or to the jar in it. */
  static boolean isOurs(String thread) {
    return thread.contains("servlet-exporter")
        || thread.contains("prometheus")
        || thread.contains("HTTP-Dispatcher")
        || thread.contains("idle-timeout-task")
        || thread.contains(CONTEXT);
  }
}
