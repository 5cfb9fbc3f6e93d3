package io.github.servletexporter.it.standalone;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Test of one kind of server, which is started once for all contracts that do not need a separate
 * server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerTest implements OnServer {
  private static final String PLAIN = "plain";

  /** Longest wait of a test; several servers start on the same processors. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private StandaloneServer server;

  @BeforeAll
  final void startShared() {
    Awaitility.setDefaultTimeout(LIMIT);
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
