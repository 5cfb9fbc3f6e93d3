package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import io.github.servletexporter.it.standalone.routedapp.RoutedServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The metrics agree with the container's access log. */
interface AccessLogContract extends OnServer {
  int CLIENTS = 4;
  int ROUNDS = 15;
  String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /** Starts a server whose access log has the line of the documentation. */
  StandaloneServer startWithDetailedAccessLog();

  @Test
  @OwnServer
  @Tag("full")
  default void logsDurationRouteAndTrace() {
    try (StandaloneServer server = startWithDetailedAccessLog()) {
      server.deploy("detailed", War.of(RoutedServlet.class).withBundle().build());
      Web app = new Web(server, "detailed");

      app.get("/users/7", "traceparent", TRACE);
      app.get("/users/7?plain");

      await()
          .untilAsserted(
              () ->
                  assertThat(server.detailedAccessLog())
                      .anyMatch(
                          line ->
                              line.matches(
                                  ".*GET /detailed/users/7 .* 200 \\d+ duration_us=[1-9]\\d{5,}"
                                      + " route=/users/\\{id\\} traceparent="
                                      + TRACE))
                      .anyMatch(
                          line ->
                              line.matches(
                                  ".*/users/7\\?plain .* duration_us=\\d+ route=- traceparent=-")));
      assertThat(app.scrape().requests("/detailed/users/{id}")).isOne();
    }
  }

  @Test
  default void countsWhatTheAccessLogHas() {
    with(
        "logged",
        War.of(OkServlet.class).withBundle().build(),
        app -> {
          mix(app);

          // A client may have its response before an asynchronous request is counted or any request
          // is logged.
          await().untilAsserted(() -> assertThat(counted(app)).isEqualTo(logged(app)));
          assertThat(counted(app).values().stream().mapToLong(Long::longValue).sum())
              .isEqualTo(CLIENTS * ROUNDS * 9L);
        });
  }

  /**
   * One application shows the responses of all. Without status 200, which the scrapes themselves
   * have.
   */
  @Test
  default void countsEveryResponseOfTheServer() {
    with(
        "counted",
        War.of(OkServlet.class).withBundle().build(),
        app -> {
          Map<String, Long> counted = plain().scrape().containerResponsesBut200();
          Map<String, Long> logged = loggedBut200(app);

          mix(app);
          sendWithoutHost(app.uri("/"));

          await()
              .untilAsserted(
                  () ->
                      assertThat(increase(counted, plain().scrape().containerResponsesBut200()))
                          .isEqualTo(increase(logged, loggedBut200(app)))
                          .containsKeys("400", "404", "500"));
        });
  }

  private static void sendWithoutHost(URI uri) {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 400");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Long> loggedBut200(Web app) {
    return app.server().accessLog().stream()
        .map(request -> Integer.toString(request.status()))
        .filter(status -> !status.equals("200"))
        .collect(groupingBy(status -> status, TreeMap::new, counting()));
  }

  private static Map<String, Long> increase(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> increase = new TreeMap<>();
    after.forEach((status, count) -> increase.put(status, count - before.getOrDefault(status, 0L)));
    increase.values().removeIf(count -> count == 0);
    return increase;
  }

  private static void mix(Web app) {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new Thread(() -> rounds(app)));
    }
    clients.forEach(Thread::start);
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void rounds(Web app) {
    for (int i = 0; i < ROUNDS; i++) {
      app.status("/ok");
      app.send("HEAD", "/ok", "");
      app.send("POST", "/ok", "body");
      app.send("DELETE", "/ok", "");
      app.send("OPTIONS", "/ok", "");
      app.status("/async");
      app.status("/throws");
      app.status("/missing");
      app.status("/slow");
    }
  }

  /**
   * Returns the counted requests without the scrapes: a scrape is logged when its response arrives,
   * but not counted in it.
   */
  private static Map<String, Long> counted(Web app) {
    return app.scrape().requestsBut(app.uri("/metrics").getPath());
  }

  private static Map<String, Long> logged(Web app) {
    String prefix = app.uri("/").getPath();
    return app.server().accessLog().stream()
        .filter(request -> request.path().startsWith(prefix))
        .filter(request -> !request.path().endsWith("/metrics"))
        .collect(
            groupingBy(
                request -> request.method() + " " + request.status(), TreeMap::new, counting()));
  }
}
