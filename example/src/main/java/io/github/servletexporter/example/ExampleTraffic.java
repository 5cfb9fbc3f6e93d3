package io.github.servletexporter.example;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Generator of a few dozen requests per second: each step is repeated until it is closed. */
final class ExampleTraffic implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;

  private final ExecutorService executor = Executors.newCachedThreadPool();

  private ExampleTraffic() {}

  /**
   * Starts sending requests of every kind, including failing and invalid ones.
   *
   * @param url the base URL of the example
   */
  static ExampleTraffic start(String url) {
    ExampleClient client = new ExampleClient(url);
    return repeat(
        List.of(
            () -> client.get("/fast"),
            () -> client.get("/slow"),
            () -> client.get("/failing"),
            () -> client.get("/async"),
            () -> client.get("/nowhere"),
            client::upload,
            client::leaveEarly,
            client::smuggle));
  }

  /**
   * Starts sending requests of an application that is well.
   *
   * @param url the base URL of the example
   */
  static ExampleTraffic startCalm(String url) {
    ExampleClient client = new ExampleClient(url);
    return repeat(List.of(() -> client.get("/fast"), () -> client.get("/slow"), client::upload));
  }

  /** Repeats each step, with a pause after it, until the traffic is closed. */
  static ExampleTraffic repeat(List<Step> steps) {
    ExampleTraffic traffic = new ExampleTraffic();
    steps.forEach(step -> traffic.executor.execute(() -> repeat(step)));
    return traffic;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static void repeat(Step step) {
    try {
      while (true) {
        try {
          step.run();
        } catch (IOException serverBusy) {
          // The next request follows soon.
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Step that sends one request. */
  interface Step {
    void run() throws IOException, InterruptedException;
  }
}
