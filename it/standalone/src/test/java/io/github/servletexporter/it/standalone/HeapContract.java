package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.heapapp.HoldServlet;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A heap that garbage collections leave full takes the application out of service. */
interface HeapContract extends OnServer {

  @Test
  @OwnServer
  @Tag("full")
  default void isNotReadyWhileTheHeapIsFull() {
    try (StandaloneServer server = start()) {
      Web app = new Web(server, "heap");
      server.deploy("heap", war());
      assertThat(app.status("/-/ready")).isEqualTo(200);

      assertThat(app.status("/hold?percent=60")).isEqualTo(200);
      HttpResponse<byte[]> unready =
          await().until(() -> app.get("/-/ready"), response -> response.statusCode() == 503);
      assertThat(Web.body(unready)).contains("of the heap in use (heap-limit 50)");
      assertThat(app.status("/-/healthy")).isEqualTo(200);

      assertThat(app.status("/hold?percent=0")).isEqualTo(200);
      await().until(() -> app.status("/-/ready") == 200);
    }
  }

  @Test
  @OwnServer
  @Tag("full")
  default void endsTheProcessIfConfigured() {
    StandaloneServer server = start();
    try {
      Web app = new Web(server, "heap");
      server.deploy("heap", war("servlet-exporter.heap-limit-action=exit"));

      assertThat(app.status("/hold?percent=60")).isEqualTo(200);

      assertThat(server.awaitExit()).isEqualTo(70);
      assertThat(server.log()).anyMatch(line -> line.contains("the process exits with status 70"));
    } finally {
      server.close();
    }
  }

  private static Path war(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("servlet-exporter.health=app");
    settings.add("servlet-exporter.heap-limit=50");
    settings.add("servlet-exporter.heap-limit-time=1s");
    return War.of(HoldServlet.class)
        .withBundle()
        .withSettings(settings.toArray(String[]::new))
        .build();
  }
}
