package io.github.servletexporter.it.standalone;

import org.junit.jupiter.api.Test;

/** A pool that was made for it recycles its workers, and nobody notices. */
interface RecyclingContract extends OnServer {
  /** Starts a server with the container jar on its class path and a pool of 16 threads from it. */
  StandaloneServer startRecycling(int maxRequests, int jitter);

  /** How many requests it is worth to send to this server. */
  default int manyRequests() {
    return 32_000;
  }

  @Test
  default void recyclesTheWorkersOfThePoolUnderKeepAliveAndPipelining() {
    try (StandaloneServer server = startRecycling(RecycledApp.MAX_REQUESTS, RecycledApp.JITTER)) {
      server.deploy("recycled", RecycledApp.war(""));
      RecycledApp app = new RecycledApp(new Web(server, "recycled"));

      app.load(manyRequests(), 1);
      app.load(16_000, 16);

      app.assertRecycled();
    }
  }
}
