package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.javaxapp.OldServlet;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In a container with javax.servlet the jar only logs that it is not active. */
interface JavaxContract {
  /** Starts a server whose applications use javax.servlet. */
  StandaloneServer startJavax();

  @Test
  @OwnServer
  @Tag("full")
  default void logsThatItIsNotActiveOnJavaxAndLetsTheApplicationServe() {
    Path war = War.of(OldServlet.class).withBundle().build();
    try (StandaloneServer server = startJavax()) {
      server.deploy("old", war);
      Web app = new Web(server, "old");

      assertThat(app.text("/ok")).isEqualTo("ok");
      assertThat(app.status("/metrics")).isEqualTo(404);
      // One line in the log of the application, which may be written later, and one in the JDK's.
      await().untilAsserted(() -> assertThat(notices(server)).hasSize(2));
      assertThat(notices(server))
          .allMatch(line -> line.contains("javax.servlet 4.0") && line.contains("Tomcat 10.1"));
    }
  }

  private static Stream<String> notices(StandaloneServer server) {
    return server.log().stream()
        .filter(line -> line.contains("servlet-exporter is NOT active in web application '/old'"));
  }
}
