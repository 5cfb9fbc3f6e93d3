package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.pool.HoldingApp;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;

/** Test of the adapter of an embedded Jetty. */
abstract class JettyPoolTest {
  private final ServletEnvironment environment;

  JettyPoolTest(ServletEnvironment environment) {
    this.environment = environment;
  }

  HoldingJetty start(Server server) throws Exception {
    return HoldingJetty.start(environment, server);
  }

  HoldingJetty start(Consumer<Server> setup) throws Exception {
    return HoldingJetty.start(environment, new Server(), new HoldingApp(), setup);
  }
}
