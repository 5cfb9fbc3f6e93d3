package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.poolapp.PoolsApp;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An application can read the pools of its server, and is notified of its end. */
interface PoolContract extends OnServer {
  /** Returns the name of the server's only pool. */
  String poolLabel();

  /** Returns the name of the server's only connector. */
  String connectorLabel();

  static Path poolsApp() {
    return War.of(PoolsApp.class).withBundle().build();
  }

  @Test
  default void readsThePoolsOfTheServer() {
    with(
        "pools",
        poolsApp(),
        app -> {
          List<String> lines = app.text("/pools").lines().toList();

          assertThat(lines.get(0)).matches("(tomcat|jetty) 1\\d\\.\\d\\.\\d+");
          assertThat(lines.get(1))
              .matches(
                  "PoolSnapshot\\[pool=%s, busy=\\d+, idle=\\d+, max=200, min=10, queued=0, virtual=false]"
                      .formatted(poolLabel()));
          assertThat(lines.get(2))
              .matches(
                  "ConnectorSnapshot\\[connector=%s, connections=[1-9]\\d*, max=(8192|null)]"
                      .formatted(connectorLabel()));
          assertThat(lines.get(3)).matches("worker of " + poolLabel());
          assertThat(lines).hasSize(4);
        });
  }

  @Test
  default void drainsAnApplicationThatIsUndeployed() throws Exception {
    server().deploy("drained", poolsApp());
    CompletableFuture<String> held = hold(new Web(server(), "drained"));

    server().undeploy("drained");

    assertThat(held.get()).isEqualTo("drained");
  }

  @Test
  @OwnServer
  default void drainsTheApplicationsOfAServerThatStops() throws Exception {
    CompletableFuture<String> held;
    try (StandaloneServer server = start()) {
      server.deploy("drained", poolsApp());
      held = hold(new Web(server, "drained"));
    }

    assertThat(held.get()).isEqualTo("drained");
  }

  private static CompletableFuture<String> hold(Web app) {
    CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> app.text("/hold"));
    await().until(() -> app.text("/held").equals("1"));
    return held;
  }
}
