package io.github.servletexporter.it.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that run at the same time. */
final class Clients {
  private Clients() {}

  /** Runs the same client on several threads and rethrows the first failure. */
  static void run(int threads, Client client) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(
            pool.submit(
                () -> {
                  client.run(number);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Work of one client. */
  @FunctionalInterface
  interface Client {
    void run(int number) throws Exception;
  }
}
