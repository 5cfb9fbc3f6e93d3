package io.github.servletexporter.it.standalone;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Runs its contracts on one kind of server, started once for all that need no server of their own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerTest implements OnServer {
  private static final String PLAIN = "plain";

  private StandaloneServer server;

  @BeforeAll
  final void startShared() {
    server = start();
    server.deploy(PLAIN, War.of(OkServlet.class).withBundle().build());
  }

  @AfterAll
  final void stopShared() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public final StandaloneServer server() {
    return server;
  }

  @Override
  public final Web plain() {
    return new Web(server, PLAIN);
  }

  static Path home(String property) {
    return Path.of(System.getProperty(property));
  }
}
