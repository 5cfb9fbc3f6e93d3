package io.github.servletexporter.container.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base of tests on a running container with a recycling pool. */
public abstract class ContainerTest {

  protected static final int WORKERS = 16;

  /** Starts a container whose application runs between the two calls of the filter part. */
  @FunctionalInterface
  public interface Container {

    PoolServer start(PoolSettings settings, FilterPart filter, App app) throws Exception;
  }

  private final Container container;
  private final FilterPart filter = new FilterPart();
  private PoolServer server;

  protected ContainerTest(Container container) {
    this.container = container;
  }

  @BeforeEach
  void noPoolIsThere() {
    assertThat(Pools.names()).isEmpty();
  }

  @AfterEach
  void destroy() throws Exception {
    if (server != null) {
      server.destroy();
    }
  }

  protected void start(PoolSettings settings) throws Exception {
    start(settings, path -> {});
  }

  protected void start(PoolSettings settings, App app) throws Exception {
    server = container.start(settings, filter, app);
  }

  /** Starts another container with a separate filter; the test stops it. */
  protected PoolServer startAnother(PoolSettings settings) throws Exception {
    return container.start(settings, new FilterPart(), path -> {});
  }

  protected PoolServer server() {
    return server;
  }

  /** Sends a request; the result is true if the status of the response is 200. */
  protected CompletableFuture<Boolean> request(String path) {
    int port = server.port();
    return Threads.supply(
        () -> {
          try (Connection connection = new Connection(port)) {
            connection.send(path, 1);
            return connection.receivesOk();
          } catch (IOException e) {
            return false;
          }
        });
  }

  /** Sends requests, one after the other on each connection. */
  protected LoadClient.Report load(int connections, int requests) throws Exception {
    return new LoadClient(server.port(), connections, 1).send(requests);
  }

  protected Map<Thread, Long> requestsByWorker() {
    return filter.requestsByWorker();
  }

  /**
   * Waits for the counts, because the client may receive a response before the filter counts the
   * request.
   */
  protected void awaitRequests(long requests) {
    await()
        .untilAsserted(
            () ->
                assertThat(requestsByWorker().values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(requests));
  }

  protected long recycledWorkers() {
    return (long) Pools.attribute("RecycledWorkers");
  }

  protected void awaitWorkers(int workers) {
    await().untilAsserted(() -> assertThat(server.workers()).isEqualTo(workers));
  }
}
