package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.Http2Connection;
import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.listener.container.PoolSnapshot;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/** Workers of a wrapped pool end at their limits, and no request fails. */
abstract class TomcatWrapRetirementBehaviour extends TomcatWrapTest {
  @Test
  void endsEachWorkerAtItsLimitAndFailsNoRequest() throws Exception {
    RecyclingApp app = new RecyclingApp(1_000, 100);
    try (HoldingTomcat server = start(app)) {
      ThreadPoolExecutor pool = pool(server, 0);

      KeepAliveLoad.run(server.port(), WORK, THREADS, 2_500);

      assertThat(app.served()).isEqualTo(20_000);
      await().untilAsserted(() -> assertRetiredExactly(app));
      assertThat(app.retired()).isGreaterThanOrEqualTo(20_000 / 1_101 - THREADS);
      // A retiring worker and its successor are both in Tomcat's set for a moment.
      await().until(() -> pool.getPoolSize() == THREADS);
      assertThat(pool.getSubmittedCount()).isZero();
    }
  }

  /**
   * A pipelined request may run in the same job of the pool as the one before, but at most once.
   */
  @Test
  void endsEachWorkerAtItsLimitWithPipelining() throws Exception {
    RecyclingApp app = new RecyclingApp(100, 10);
    try (HoldingTomcat server = start(app)) {
      for (int round = 0; round < 200; round++) {
        Pipeline.send(server.port(), WORK, 16);
      }

      await().untilAsserted(() -> assertRetiredExactly(app));
      assertThat(app.retired()).isPositive();
    }
  }

  @Test
  void endsEachWorkerAtItsLimitWithHttp2() throws Exception {
    RecyclingApp app = new RecyclingApp(100, 10);
    try (HoldingTomcat server =
        start(
            app,
            tomcat ->
                tomcat.setConnector(threads(c -> c.addUpgradeProtocol(new Http2Protocol()))))) {
      Http2Connection connection = Http2Connection.to(server.port());
      assertThat(connection.get(WORK, "upgrade").statusCode()).isEqualTo(200);
      List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
      for (int round = 0; round < 60; round++) {
        for (int stream = 0; stream < 50; stream++) {
          responses.add(connection.post(WORK, "stream", ""));
        }
        for (CompletableFuture<HttpResponse<String>> response : responses) {
          assertThat(response.get().statusCode()).isEqualTo(200);
        }
        responses.clear();
      }

      assertThat(app.served()).isEqualTo(3_001);
      await().untilAsserted(() -> assertRetiredExactly(app));
      assertThat(app.retired()).isGreaterThan(10);
    }
  }

  @Test
  void keepsTheNumbersOfMBeanAndAdapter() throws Exception {
    RecyclingApp app = new RecyclingApp(10, 0);
    try (HoldingTomcat server = start(app);
        HeldRequests requests = server.requests()) {
      PoolSnapshot before = app.adapter().pools().read().get(0);
      KeepAliveLoad.run(server.port(), WORK, 2, 100);
      requests.hold(server.port(), 3);

      assertThat(app.wrap().pools()).containsExactly(before.pool());
      await()
          .untilAsserted(
              () ->
                  assertThat(app.adapter().pools().read())
                      .containsExactly(
                          new PoolSnapshot(
                              before.pool(), 3, THREADS - 3, THREADS, THREADS, 0, false)));
      assertThat(server.mbean("currentThreadsBusy")).isEqualTo(3);
      assertThat(server.mbean("currentThreadCount")).isEqualTo(THREADS);
      assertThat(server.app().workers())
          .extracting(app.adapter().pools()::poolOf)
          .containsOnly(before.pool());
    }
  }

  @Test
  void recyclesASharedExecutor() throws Exception {
    StandardThreadExecutor shared = new StandardThreadExecutor();
    shared.setName("shared");
    shared.setMaxThreads(THREADS);
    shared.setMinSpareThreads(THREADS);
    RecyclingApp app = new RecyclingApp(100, 10);
    try (HoldingTomcat server =
        start(
            app,
            tomcat -> {
              tomcat.getService().addExecutor(shared);
              useExecutor(tomcat, shared);
              useExecutor(tomcat, shared);
            })) {
      try (KeepAliveLoad load = new KeepAliveLoad()) {
        load.start(server.connector(0).getLocalPort(), WORK, 4, 1_000);
        load.start(server.connector(1).getLocalPort(), WORK, 4, 1_000);
        await().until(() -> load.answered() == 8_000);
        load.end();
      }

      await().untilAsserted(() -> assertRetiredExactly(app));
      assertThat(app.retired()).isGreaterThan(8_000 / 111 - THREADS);
      assertThat(app.wrap().pools()).containsExactly("shared");
      assertThat(shared.getPoolSize()).isEqualTo(THREADS);
      assertThat(app.adapter().pools().read()).hasSize(1);

      app.wrap().close();
      assertThat(server.protocol(0).getExecutor()).isSameAs(shared);
      assertThat(server.protocol(1).getExecutor()).isSameAs(shared);
    }
  }
}
