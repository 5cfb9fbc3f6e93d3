package io.github.servletexporter.example;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Generator of a few dozen requests per second to the example, including invalid ones. */
final class ExampleTraffic implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;

  private final URI target;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService executor = Executors.newCachedThreadPool();

  private ExampleTraffic(URI target) {
    this.target = target;
  }

  /**
   * Starts sending requests until the generator is closed.
   *
   * @param url the base URL of the example
   */
  static ExampleTraffic start(String url) {
    ExampleTraffic traffic = new ExampleTraffic(URI.create(url));
    List<Step> steps =
        List.of(
            () -> traffic.get("/fast"),
            () -> traffic.get("/slow"),
            () -> traffic.get("/failing"),
            () -> traffic.get("/async"),
            () -> traffic.get("/nowhere"),
            traffic::upload,
            traffic::leaveEarly,
            traffic::smuggle);
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

  private void get(String path) throws IOException, InterruptedException {
    client.send(HttpRequest.newBuilder(target.resolve(path)).build(), BodyHandlers.discarding());
  }

  private void upload() throws IOException, InterruptedException {
    byte[] body = new byte[ThreadLocalRandom.current().nextInt(200_000)];
    client.send(
        HttpRequest.newBuilder(target.resolve("/upload"))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.discarding());
  }

  /** Closes the connection while the server is writing. */
  private void leaveEarly() throws IOException {
    sendRaw(List.of("GET /stream HTTP/1.1", "Host: localhost"), "");
  }

  /** Sends a request with ambiguous framing, which the framing guard refuses. */
  private void smuggle() throws IOException {
    List<String> head =
        List.of("POST /upload HTTP/1.1", "Host: localhost", "Transfer-Encoding: gzip, chunked");
    sendRaw(head, "0\r\n\r\n");
  }

  private void sendRaw(List<String> head, String body) throws IOException {
    String request = String.join("\r\n", head) + "\r\n\r\n" + body;
    try (Socket socket = new Socket(target.getHost(), target.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readNBytes(1);
    }
  }

  /** Step that sends one request. */
  private interface Step {
    void run() throws IOException, InterruptedException;
  }
}
