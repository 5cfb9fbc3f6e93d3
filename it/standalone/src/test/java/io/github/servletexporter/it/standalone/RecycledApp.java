package io.github.servletexporter.it.standalone;

import static io.github.servletexporter.it.standalone.War.contextParam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.KeepAliveClient;
import io.github.servletexporter.it.standalone.app.OkServlet;
import io.github.servletexporter.it.standalone.recyclingapp.RetirementLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Application whose workers are recycled, on a server with 16 threads, and its clients. */
final class RecycledApp {
  /** Exact size of the server's pool. */
  static final int THREADS = 16;

  static final int MAX_REQUESTS = Integer.getInteger("recycling.limit", 200);
  static final int JITTER = MAX_REQUESTS / 10;

  /**
   * A request that starts over the limit closes its connection, so a worker serves at most one too
   * many.
   */
  private static final int OVERSHOOT = 1;

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private final Web app;
  private long answered;
  private long scrapes;

  RecycledApp(Web app) {
    this.app = app;
  }

  /** Returns an archive of the application with further elements in its descriptor. */
  static Path war(String descriptor) {
    return War.of(OkServlet.class)
        .withClasses(RetirementLog.class)
        .withDescriptor(
            contextParam("servlet-exporter.hooks", RetirementLog.class.getName()) + descriptor)
        .withBundle()
        .build();
  }

  /**
   * Sends requests over as many connections as there are threads, and checks the pool meanwhile.
   *
   * @param depth the number of requests that a client sends ahead of their responses
   */
  void load(int requests, int depth) {
    ExecutorService clients = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(clients.submit(() -> send(requests / THREADS, depth)));
      }
      while (!running.stream().allMatch(Future::isDone)) {
        assertThat(poolThreads(scrape())).isBetween(1.0, (double) THREADS);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      for (Future<?> client : running) {
        client.get();
      }
      answered += requests;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      clients.shutdownNow();
    }
  }

  private Void send(int requests, int depth) throws Exception {
    new KeepAliveClient(app.uri("").getPort(), app.uri("/ok").getPath(), depth).send(requests);
    return null;
  }

  /** Asserts that all workers ended at their limits and that nothing else has changed. */
  void assertRecycled() {
    await("every worker and request is counted")
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              long before = answered + scrapes;
              Scrape scrape = scrape();
              assertThat(scrape.sum("servlet_worker_requests_total")).isEqualTo(before);
              assertThat(scrape.sum("servlet_worker_recycles_total"))
                  .isEqualTo(Retirement.of(app).size());
              assertThat(poolThreads(scrape)).isEqualTo(THREADS);
            });
    List<Retirement> retirements = Retirement.of(app);
    assertThat(retirements)
        .hasSizeGreaterThanOrEqualTo((int) (answered / (MAX_REQUESTS + JITTER + 1)) - THREADS)
        .allMatch(retirement -> retirement.reason().equals("max_requests"))
        .allMatch(RecycledApp::endedInTime);
    assertTold(scrape());
    await("the access log is complete").atMost(LIMIT).until(() -> logged("/ok") == answered);
  }

  static boolean endedInTime(Retirement retirement) {
    return retirement.requests() >= MAX_REQUESTS
        && retirement.requests() <= MAX_REQUESTS + JITTER + OVERSHOOT;
  }

  private static void assertTold(Scrape scrape) {
    assertThat(scrape.sum("servlet_worker_request_limit")).isEqualTo(MAX_REQUESTS);
    assertThat(scrape.sum("servlet_recycling_supported")).isEqualTo(1);
    assertThat(scrape.series("servlet_worker_requests_total")).isLessThan(2 * THREADS);
  }

  private long logged(String path) {
    return app.server().accessLog().stream()
        .filter(request -> request.path().equals(app.uri(path).getPath()))
        .filter(request -> request.status() == 200)
        .count();
  }

  private static double poolThreads(Scrape scrape) {
    assertThat(scrape.sum("servlet_pool_threads_max")).isEqualTo(THREADS);
    return scrape.sum("servlet_pool_threads");
  }

  private Scrape scrape() {
    Scrape scrape = app.scrape();
    scrapes++;
    return scrape;
  }
}
