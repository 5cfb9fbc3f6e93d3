package io.github.servletexporter.container.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.container.RetirementRule;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a recycling pool promises, on a running container. */
public abstract class RecyclingContract {

  private static final int WORKERS = 16;

  private final FilterPart filter = new FilterPart();
  private PoolServer server;

  protected abstract PoolServer start(
      int workers, RetirementRule rule, Executor starter, FilterPart filter, App app)
      throws Exception;

  @AfterEach
  void stop() throws Exception {
    server.destroy();
  }

  @Test
  void retiresEveryWorkerBetween1000And1101RequestsAndFailsNone() throws Exception {
    start(new RetirementRule(1_000, 100, 0, 0));

    LoadClient.Report report = new LoadClient(server.port(), 24, 1).send(100_000);

    System.out.println(report);
    assertThat(report.failed()).isZero();
    assertRetirements(report.answered());
  }

  @Test
  void pip() throws Exception {
    start(new RetirementRule(1_000, 100, 0, 0));

    LoadClient.Report report = new LoadClient(server.port(), 24, 16).send(100_000);

    System.out.println(report);
    assertThat(report.failed()).isZero();
    assertRetirements(report.answered());
  }

  private void start(RetirementRule rule) throws Exception {
    server = start(WORKERS, rule, Runnable::run, filter, path -> {});
  }

  private void assertRetirements(long answered) {
    Map<Thread, Long> requests = filter.requestsByWorker();
    assertThat(requests.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(answered);
    await().untilAsserted(() -> assertThat(server.workers()).isEqualTo(WORKERS));
    System.out.println(Pools.attribute("RecycledWorkers"));
    requests.forEach(
        (thread, count) -> {
          if (!thread.isAlive()) {
            assertThat(count).isBetween(1_000L, 1_101L);
          } else {
            assertThat(count).isLessThan(1_101);
          }
        });
  }
}
