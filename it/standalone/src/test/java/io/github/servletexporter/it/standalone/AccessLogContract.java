package io.github.servletexporter.it.standalone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The metrics tell the story of the container's access log. */
interface AccessLogContract extends OnServer {
  int ROUNDS = 50;

  @Test
  default void countsWhatTheAccessLogHas() {
    with(
        "logged",
        War.of(OkServlet.class).withBundle().build(),
        app -> {
          IntStream.range(0, ROUNDS).parallel().forEach(round -> mix(app));

          Map<String, Long> counted = app.scrape().requests();

          await()
              .untilAsserted(
                  () -> org.assertj.core.api.Assertions.assertThat(logged(app)).isEqualTo(counted));
        });
  }

  private static void mix(Web app) {
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

  /**
   * The scrape itself is counted after it was answered, so the log has it and the answer has not.
   */
  private static Map<String, Long> logged(Web app) {
    String prefix = app.uri("/").getPath();
    return app.server().accessLog().stream()
        .filter(
            request -> request.path().startsWith(prefix) && !request.path().endsWith("/metrics"))
        .collect(
            groupingBy(
                request -> request.method() + " " + request.status(), TreeMap::new, counting()));
  }
}
