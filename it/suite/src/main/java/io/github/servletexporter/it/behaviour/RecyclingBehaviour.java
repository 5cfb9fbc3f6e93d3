package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.behaviour.RetirementRecorder.Exit;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workers are recycled after a number of requests without an effect on clients. */
abstract class RecyclingBehaviour {
  private static final int THREADS = 16;
  private static final int MAX_REQUESTS = Integer.getInteger("recycling.limit", 200);
  private static final int JITTER = MAX_REQUESTS / 10;

  /**
   * A request that starts over the limit closes its connection, so a worker serves at most one too
   * many.
   */
  private static final int OVERSHOOT = 1;

  private final Container container;

  RecyclingBehaviour(Container container) {
    this.container = container;
  }

  @Test
  void recyclesByThePoolsOwnLimitUnderKeepAlive() throws Exception {
    try (RecyclingRun run = start(MAX_REQUESTS, Config.builder())) {
      run.load(THREADS, client -> run.keepAlive(1).send(100 * MAX_REQUESTS / THREADS));

      assertRecycled(run, 100 * MAX_REQUESTS);
    }
  }

  @Test
  void recyclesByTheApplicationsLimitUnderPipelining() throws Exception {
    try (RecyclingRun run = start(0, limits())) {
      run.load(THREADS, client -> run.keepAlive(16).send(48 * MAX_REQUESTS / THREADS));

      assertRecycled(run, 48 * MAX_REQUESTS);
    }
  }

  @Test
  void recyclesUnderHttp2() throws Exception {
    try (RecyclingRun run = start(0, limits())) {
      run.load(THREADS, client -> run.multiplex(16, 32 * MAX_REQUESTS / THREADS));

      assertRecycled(run, 32 * MAX_REQUESTS);
    }
  }

  private static Config.Builder limits() {
    return Config.builder()
        .set(ConfigKey.MAX_REQUESTS, MAX_REQUESTS)
        .set(ConfigKey.MAX_REQUESTS_JITTER, JITTER);
  }

  private RecyclingRun start(int poolsLimit, Config.Builder limits) throws Exception {
    int jitter = poolsLimit == 0 ? 0 : JITTER;
    return RecyclingRun.start(
        container, new ContainerSettings.Recycling(THREADS, poolsLimit, jitter), limits);
  }

  private static void assertRecycled(RecyclingRun run, int requests) throws IOException {
    // A scrape is a request, too, after which another worker may end.
    Patience.await("every retired worker is counted")
        .untilAsserted(
            () -> {
              Scrape scrape = run.scrape();
              double ended = RetirementRecorder.exits().size();
              assertThat(scrape.sum("servlet_worker_recycles_total")).isEqualTo(ended);
              assertThat(
                      scrape.sum("servlet_worker_recycles_total", Map.of("reason", "max_requests")))
                  .isEqualTo(ended);
              assertThat(scrape.sum("servlet_worker_requests_total"))
                  .isEqualTo((double) requests + run.scrapes() - 1);
            });
    List<Exit> exits = RetirementRecorder.exits();
    assertThat(exits)
        .hasSizeGreaterThan(requests / (MAX_REQUESTS + JITTER) - THREADS)
        .allMatch(exit -> exit.reason() == WorkerExitReason.MAX_REQUESTS)
        .allMatch(exit -> exit.requests() >= MAX_REQUESTS)
        .allMatch(exit -> exit.requests() <= MAX_REQUESTS + JITTER + OVERSHOOT);
    Scrape scrape = run.scrape();
    assertThat(scrape.sum("servlet_worker_request_limit")).isEqualTo(MAX_REQUESTS);
    assertThat(scrape.sum("servlet_recycling_supported")).isEqualTo(1);
    assertThat(scrape.find("servlet_worker_requests_total", Map.of()))
        .hasSizeLessThanOrEqualTo(THREADS + 4);
    Patience.await("the access log is complete")
        .until(() -> run.logged() == requests + run.scrapes());
  }
}
