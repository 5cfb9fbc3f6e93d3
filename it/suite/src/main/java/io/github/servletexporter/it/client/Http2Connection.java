package io.github.servletexporter.it.client;

import io.github.servletexporter.it.server.AccessLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * HTTP/2 connection without TLS. It begins with HTTP/1.1: the JDK's client requests the upgrade
 * with its first request. Thread-safe.
 */
public final class Http2Connection {
  /** Shared, because each client would otherwise start dozens of threads. */
  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          4,
          task -> {
            Thread thread = new Thread(task, "HTTP/2 client");
            thread.setDaemon(true);
            return thread;
          });

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).executor(THREADS).build();
  private final int port;

  private Http2Connection(int port) {
    this.port = port;
  }

  /**
   * Prepares a connection to a server on this machine.
   *
   * @param port the server's port
   * @return a connection that the first request opens
   */
  public static Http2Connection to(int port) {
    return new Http2Connection(port);
  }

  /**
   * Sends a GET and waits for the answer.
   *
   * @param path the path and the query
   * @param id the request's id
   * @return the response
   * @throws IOException if there is none
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public HttpResponse<String> get(String path, String id) throws IOException, InterruptedException {
    return client.send(request(path, id).GET().build(), BodyHandlers.ofString());
  }

  /**
   * Begins a POST.
   *
   * @param path the path and the query
   * @param id the request's id
   * @param body the body
   * @return the response to come
   */
  public CompletableFuture<HttpResponse<String>> post(String path, String id, String body) {
    HttpRequest request = request(path, id).POST(BodyPublishers.ofString(body)).build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  /**
   * Sends a GET and resets its stream after the first bytes of the response.
   *
   * @param path the path and the query
   * @param id the request's id
   * @param beforeReset what to wait for in between
   * @throws IOException if there is no response
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void resetDuringResponse(String path, String id, Runnable beforeReset)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request(path, id).GET().build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      body.read();
      beforeReset.run();
    }
  }

  /**
   * Begins a GET whose stream is reset when the future is cancelled.
   *
   * @param path the path and the query
   * @param id the request's id
   * @return the response to come
   */
  public CompletableFuture<HttpResponse<String>> begin(String path, String id) {
    return client.sendAsync(request(path, id).GET().build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String id) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header(AccessLine.ID_HEADER, id);
  }
}
