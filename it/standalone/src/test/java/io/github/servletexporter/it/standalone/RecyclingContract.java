package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pool from the container jar recycles its workers without an effect on clients. */
interface RecyclingContract extends OnServer {
  /** Starts a server with the container jar on its class path and a pool of 16 threads from it. */
  StandaloneServer startRecycling(int maxRequests, int jitter);

  /** Returns the number of requests to send to this server. */
  default int manyRequests() {
    return 32 * RecycledApp.MAX_REQUESTS;
  }

  @Test
  @OwnServer
  default void recyclesTheWorkersOfThePoolUnderKeepAliveAndPipelining() {
    try (StandaloneServer server = startRecycling(RecycledApp.MAX_REQUESTS, RecycledApp.JITTER)) {
      server.deploy("recycled", RecycledApp.war(""));
      RecycledApp app = new RecycledApp(new Web(server, "recycled"));

      app.load(manyRequests(), 1);
      app.load(16 * RecycledApp.MAX_REQUESTS, 16);

      app.assertRecycled();
    }
  }

  @Test
  @OwnServer
  @Tag("full")
  default void leavesNothingBehindAfterRedeploysWhileThePoolRecycles() {
    Path war = RecycledApp.war("");
    try (StandaloneServer server = startRecycling(50, 5)) {
      server.deploy("neighbour", War.of(OkServlet.class).withBundle().build());
      long others = server.jvm().liveApplications();
      Web app = new Web(server, "redeployed");
      server.deploy("redeployed", war);

      try (Visitors neighbours = Visitors.of(new Web(server, "neighbour"));
          Visitors visitors = Visitors.of(app)) {
        for (int i = 0; i < RedeployContract.REDEPLOYS; i++) {
          visitors.awaitAnswers(500);
          server.redeploy("redeployed", war);
        }
        visitors.awaitAnswers(500);
        neighbours.assertServed();
      }

      assertThat(Retirement.of(app))
          .filteredOn(retirement -> retirement.reason().equals("max_requests"))
          .hasSizeGreaterThan(5 * RedeployContract.REDEPLOYS)
          .allMatch(retirement -> retirement.requests() <= 50 + 5 + 1);
      awaitApplications(server, others + 1);
      assertThat(RedeployContract.complaints(server)).isEmpty();
      server.undeploy("redeployed");
      awaitApplications(server, others);
      assertThat(server.jvm().threads()).noneMatch(thread -> thread.contains("/redeployed"));
    }
  }

  private static void awaitApplications(StandaloneServer server, long expected) {
    await()
        .untilAsserted(
            () -> {
              RedeployContract.forgetConnections(server);
              assertThat(server.jvm().liveApplications()).isEqualTo(expected);
            });
  }
}
