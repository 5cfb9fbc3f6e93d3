package io.github.servletexporter.bench.recycling;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients of one server, each with a connection and a thread of its own. */
final class RecyclingLoad implements AutoCloseable {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final List<LoadClient> clients = new ArrayList<>();
  private final ExecutorService threads;

  RecyclingLoad(PooledServer server, int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      clients.add(new LoadClient(server.port()));
    }
    threads = Executors.newFixedThreadPool(connections);
  }

  /**
   * Sends requests as fast as they are answered.
   *
   * @param requestsPerClient how many each client sends
   * @return how long that took
   * @throws IOException if a request fails
   * @throws InterruptedException if the calling thread is interrupted
   */
  LoadSample sample(int requestsPerClient) throws IOException, InterruptedException {
    List<Callable<Void>> shares = new ArrayList<>();
    for (LoadClient client : clients) {
      shares.add(
          () -> {
            for (int i = 0; i < requestsPerClient; i++) {
              client.exchange();
            }
            return null;
          });
    }
    long cpuBefore = PROCESS.getProcessCpuTime();
    long before = System.nanoTime();
    List<Future<Void>> ended = threads.invokeAll(shares);
    long nanos = System.nanoTime() - before;
    long cpuNanos = PROCESS.getProcessCpuTime() - cpuBefore;
    requireSuccess(ended);
    return new LoadSample((long) requestsPerClient * clients.size(), nanos, cpuNanos);
  }

  private static void requireSuccess(List<Future<Void>> ended)
      throws IOException, InterruptedException {
    for (Future<Void> share : ended) {
      try {
        share.get();
      } catch (ExecutionException e) {
        throw new IOException("a request failed", e.getCause());
      }
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdown();
    for (LoadClient client : clients) {
      client.close();
    }
  }
}
