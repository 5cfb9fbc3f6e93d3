package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What holds on every Jetty. */
interface JettyContracts extends StandaloneContracts, JavaxContract {
  /**
   * Starts one without the annotations module, which is what runs the initializers of applications.
   */
  JettyServer startWithoutInitializers();

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
}
