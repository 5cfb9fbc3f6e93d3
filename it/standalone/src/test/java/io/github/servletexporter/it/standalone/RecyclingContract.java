package io.github.servletexporter.it.standalone;

import org.junit.jupiter.api.Test;

/** A pool that was made for it recycles its workers, and nobody notices. */
interface RecyclingContract extends OnServer {
  /** Starts a server with the container jar on its class path and a pool of 16 threads from it. */
  StandaloneServer startRecycling(int maxRequests, int jitter);

  @Test
  default void recyclesTheWorkersOfThePoolUnderKeepAliveAndPipelining() {
    try (StandaloneServer server = startRecycling(RecycledApp.MAX_REQUESTS, RecycledApp.JITTER)) {
      server.deploy("recycled", RecycledApp.war(""));
      RecycledApp app = new RecycledApp(new Web(server, "recycled"));

      app.load(100_000, 1);
      app.load(16_000, 16);

      app.assertRecycled();
    }
  }
}
