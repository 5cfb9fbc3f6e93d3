package io.github.servletexporter.example;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Client of the example that sends one request at a time, also invalid ones. Thread-safe. */
final class ExampleClient {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final URI target;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * Creates a client.
   *
   * @param url the base URL of the example
   */
  ExampleClient(String url) {
    this.target = URI.create(url);
  }

  void get(String path) throws IOException, InterruptedException {
    client.send(
        HttpRequest.newBuilder(target.resolve(path)).timeout(LIMIT).build(),
        BodyHandlers.discarding());
  }

  void upload() throws IOException, InterruptedException {
    byte[] body = new byte[ThreadLocalRandom.current().nextInt(200_000)];
    client.send(
        HttpRequest.newBuilder(target.resolve("/upload"))
            .timeout(LIMIT)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.discarding());
  }

  /** Closes the connection while the server is writing. */
  void leaveEarly() throws IOException {
    sendRaw(List.of("GET /stream HTTP/1.1", "Host: localhost"), "");
  }

  /** Sends a request with ambiguous framing, which the framing guard refuses. */
  void smuggle() throws IOException {
    List<String> head =
        List.of("POST /upload HTTP/1.1", "Host: localhost", "Transfer-Encoding: gzip, chunked");
    sendRaw(head, "0\r\n\r\n");
  }

  private void sendRaw(List<String> head, String body) throws IOException {
    String request = String.join("\r\n", head) + "\r\n\r\n" + body;
    try (Socket socket = new Socket(target.getHost(), target.getPort())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readNBytes(1);
    }
  }
}
