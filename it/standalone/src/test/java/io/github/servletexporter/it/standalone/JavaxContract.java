package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.standalone.javaxapp.OldServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In a container of the javax era the jar does nothing but say so. */
interface JavaxContract extends OnServer {
  @Override
  JettyServer start();

  @Test
  default void saysThatItCannotWorkOnJavaxAndLetsTheApplicationServe() {
    Path war = War.of(OldServlet.class).withBundle().build();
    try (JettyServer jetty = start()) {
      jetty.deployToJavax("old", war);
      Web app = new Web(jetty, "old");

      assertThat(app.text("/ok")).isEqualTo("ok");
      assertThat(app.status("/metrics")).isEqualTo(404);
      assertThat(jetty.log())
          .filteredOn(
              line -> line.contains("servlet-exporter is NOT active in web application '/old'"))
          .as("once in the application's log, once in the JDK's")
          .hasSize(2)
          .allMatch(line -> line.contains("javax.servlet 4.0") && line.contains("Tomcat 10.1"));
    }
  }
}
